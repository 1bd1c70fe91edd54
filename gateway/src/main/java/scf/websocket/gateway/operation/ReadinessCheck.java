package scf.websocket.gateway.operation;

/** One of the things without which a gateway should get no new clients. Thread-safe; never blocks. */
public interface ReadinessCheck {
    /** One word for it, as {@code /readyz} shows it. */
    String name();

    boolean ready();
}
