package scf.websocket.gateway;

/** A gateway in this process, for the tests of applications: {@link GatewayMain} without signals, variables and exit codes. Thread-safe. */
public final class EmbeddedGateway implements AutoCloseable {
    private final Gateway gateway;

    private EmbeddedGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Returns when clients can connect.
     *
     * @param options as on the command line; a port of 0 is any that is free
     * @throws IllegalArgumentException if an option is wrong, with a message that names it
     * @throws RuntimeException if a part cannot be started, for example because its port is taken
     */
    public static EmbeddedGateway start(String... options) {
        Gateway gateway = new Gateway(GatewayMain.options(options));
        try {
            gateway.start();
            return new EmbeddedGateway(gateway);
        } catch (RuntimeException | Error e) {
            gateway.close();
            throw e;
        }
    }

    /** Where clients connect. */
    public int port() {
        return gateway.publicPort();
    }

    /** Where functions push. */
    public int pushPort() {
        return gateway.pushPort();
    }

    /** Closes all connections, waits for their cleanups, at most for {@code --stop-timeout}, and ends. */
    @Override
    public void close() {
        try {
            gateway.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gateway.close();
        }
    }
}
