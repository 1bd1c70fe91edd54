package scf.websocket.gateway.options;

import picocli.CommandLine.Option;

/** The bounds of one connection. */
public final class ConnectionOptions {
    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description = "Close a connection without messages for so long. Default: 600.")
    public int idle = 600;

    @Option(names = "--ping", paramLabel = "SECONDS", description = "Ping a client silent for so long. Default: 25.")
    public int ping = 25;

    @Option(
            names = "--pong",
            paramLabel = "SECONDS",
            description = "Give up a client without pong for so long. Default: 10.")
    public int pong = 10;

    @Option(
            names = "--max-message",
            paramLabel = "BYTES",
            description = "Largest message, in both directions; larger ones close with 1009. Default: 262144.")
    public int maxMessage = 256 * 1024;

    @Option(
            names = "--queue",
            paramLabel = "COUNT",
            description = "Messages of one connection that wait before its socket is no longer read. Default: 16.")
    public int queue = 16;

    @Option(
            names = "--send-queue",
            paramLabel = "BYTES",
            description = "Unsent bytes that make a client a slow consumer, closed with 1008. Default: 1048576.")
    public int sendQueue = 1024 * 1024;

    void check() {
        Bounds.between("--idle", idle, 1, 7200);
        Bounds.between("--ping", ping, 1, 3600);
        Bounds.between("--pong", pong, 1, 3600);
        Bounds.between("--max-message", maxMessage, 1, 16 * 1024 * 1024);
        Bounds.between("--queue", queue, 1, 10_000);
        Bounds.between("--send-queue", sendQueue, 1024, 1 << 30);
    }
}
