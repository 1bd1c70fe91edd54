package scf.websocket.gateway.health;

import java.util.function.BooleanSupplier;

/** A condition under which a gateway should get new clients. Thread-safe; never blocks. */
public interface ReadinessCheck {
    /** Returns the word that {@code /readyz} shows for it. */
    String name();

    boolean ready();

    static ReadinessCheck of(String name, BooleanSupplier ready) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean ready() {
                return ready.getAsBoolean();
            }
        };
    }
}
