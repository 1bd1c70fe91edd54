package scf.websocket.gateway.health;

import java.util.function.BooleanSupplier;

/** One of the things without which a gateway should get no new clients. Thread-safe; never blocks. */
public interface ReadinessCheck {
    /** One word for it, as {@code /readyz} shows it. */
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
