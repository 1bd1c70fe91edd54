package scf.websocket.gateway.options;

import picocli.CommandLine.Option;

/** The listener for clients. */
public final class ListenerOptions {
    @Option(names = "--host", paramLabel = "ADDRESS", description = "Listener for clients: address. Default: all.")
    public String host = "0.0.0.0";

    @Option(names = "--port", paramLabel = "PORT", description = "Listener for clients: port. Default: 8080.")
    public int port = 8080;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "WebSocket path, stage first. Default: /release/websocket.")
    public String path = "/release/websocket";

    @Option(names = "--page", description = "Serve the chat page at / of the public listener.")
    public boolean page;

    @Option(
            names = "--handshake-timeout",
            paramLabel = "SECONDS",
            description = "For a client to send its handshake. Default: 10.")
    public int handshakeTimeout = 10;

    @Option(names = "--api-id", paramLabel = "ID", description = "Last part of the push URL. Default: api-local.")
    public String apiId = "api-local";

    void check() {
        Bounds.between("--port", port, 0, 65535);
        Bounds.between("--handshake-timeout", handshakeTimeout, 1, 300);
        Bounds.form("--api-id", apiId, "[\\w.-]{1,128}", "api-local");
        Bounds.form("--path", path, "/[\\w./~-]*[\\w~-]", "/release/websocket");
    }
}
