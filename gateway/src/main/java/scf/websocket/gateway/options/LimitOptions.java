package scf.websocket.gateway.options;

import picocli.CommandLine.Option;

/** What clients may not exceed together. 0 means that there is no such limit. */
public final class LimitOptions {
    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "Connections in all; more are answered 503 with Retry-After. Default: 100000.")
    public int maxConnections = 100_000;

    @Option(
            names = "--max-connections-per-address",
            paramLabel = "COUNT",
            description =
                    "Connections of one client address; more are answered 429. Behind a proxy only with --trust-forwarded."
                            + " Default: 0, any number, because whole companies share one address.")
    public int maxConnectionsPerAddress;

    @Option(
            names = "--connection-rate",
            paramLabel = "COUNT",
            description = "New connections in a second; more are answered 503 with Retry-After. 0: any. Default: 5000.")
    public int connectionRate = 5000;

    @Option(
            names = "--max-header",
            paramLabel = "BYTES",
            description =
                    "Headers of a handshake together; more are answered 431, a longer request line 414. Default: 8192.")
    public int maxHeader = 8192;

    void check() {
        Bounds.between("--max-connections", maxConnections, 1, 10_000_000);
        Bounds.between("--max-connections-per-address", maxConnectionsPerAddress, 0, 10_000_000);
        Bounds.between("--connection-rate", connectionRate, 0, 1_000_000);
        Bounds.between("--max-header", maxHeader, 1024, 1024 * 1024);
    }
}
