package scf.websocket.gateway;

/**
 * A gateway in this process, for tests of applications. Like {@link GatewayMain}, but without signal handlers,
 * environment variables and exit codes. Thread-safe.
 */
public final class EmbeddedGateway implements AutoCloseable {
    private final Gateway gateway;

    private EmbeddedGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Returns when clients can connect.
     *
     * @param options as on the command line; port 0 picks a free one
     * @throws IllegalArgumentException if an option is invalid; the message names it
     * @throws RuntimeException if a component cannot start, for example because its port is in use
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

    /** Returns the port for clients. */
    public int port() {
        return gateway.publicPort();
    }

    /** Returns the port for pushes. */
    public int pushPort() {
        return gateway.pushPort();
    }

    /** Closes all connections, waits up to {@code --stop-timeout} for their cleanups, and stops. */
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
