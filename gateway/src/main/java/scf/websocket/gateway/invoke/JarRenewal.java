package scf.websocket.gateway.invoke;

import java.util.function.Consumer;

/**
 * A jar that has changed, loaded anew and not in use yet: so that several change together or not at all.
 *
 * @param first an instance of it
 * @param exchange puts it in the place of those of the jar before
 */
record JarRenewal(JarInstance first, Consumer<JarInstance> exchange) {
    /** From now on events go to instances of the new jar; those of the old one end when they have answered. */
    void use() {
        exchange.accept(first);
    }

    void discard() {
        first.close();
    }
}
