package scf.websocket.gateway.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.address.ApiPath;

/** Options for the public listener. */
public final class ListenerOptions {
    @Option(names = "--host", paramLabel = "ADDRESS", description = "Public listener: address. Default: all.")
    public String host = "0.0.0.0";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Public listener: port; 0: any free port. Default: 8080.")
    public int port = 8080;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            split = ",",
            description =
                    "WebSocket path, beginning with the stage; /release/ is the path / of that stage. A {name} in braces matches any"
                            + " single segment. Repeatable. Default: /release/websocket.")
    public List<String> path = List.of("/release/websocket");

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description =
                    "Stage of each --path that does not begin with it. Clients connect with the stage before the path, as to API"
                            + " Gateway's own domain, or without, as to a custom domain. Default: the first segment of the path.")
    public @Nullable String stage;

    @Option(
            names = "--page",
            description =
                    "Serve the chat page at / of the public listener, and at /channels/ the page for an application with channels.")
    public boolean page;

    @Option(
            names = "--public-health",
            description =
                    "Serve /healthz and /readyz on the public listener too, as a bare status: for load balancers that probe"
                            + " the port of the traffic.")
    public boolean publicHealth;

    @Option(
            names = "--handshake-timeout",
            paramLabel = "SECONDS",
            description = "Timeout for receiving a handshake. Default: 10.")
    public int handshakeTimeout = 10;

    @Option(names = "--api-id", paramLabel = "ID", description = "Last segment of the push URL. Default: api-local.")
    public String apiId = "api-local";

    void check() {
        Bounds.between("--port", port, 0, 65535);
        Bounds.between("--handshake-timeout", handshakeTimeout, 1, 300);
        Bounds.form("--api-id", apiId, "[\\w.-]{1,128}", "api-local");
        paths();
    }

    /** @throws IllegalArgumentException for the first invalid path; the message names the option */
    public List<ApiPath> paths() {
        return Paths.parse(path, stage);
    }
}
