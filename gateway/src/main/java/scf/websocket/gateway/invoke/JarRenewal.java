package scf.websocket.gateway.invoke;

import java.util.function.Consumer;

/**
 * A changed jar that is loaded but not in use yet, so that several jars are replaced together or not at all.
 *
 * @param first an instance of the new jar
 * @param exchange replaces the instances of the old jar
 */
record JarRenewal(JarInstance first, Consumer<JarInstance> exchange) {
    /** Sends events to the new jar from now on; instances of the old one are closed after their current event. */
    void use() {
        exchange.accept(first);
    }

    void discard() {
        first.close();
    }
}
