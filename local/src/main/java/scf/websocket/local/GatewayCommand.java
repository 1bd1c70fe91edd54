package scf.websocket.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the gateway is started with the three shaded jars, the very files that are uploaded. */
final class GatewayCommand {
    private static final String ORIGINS = "GATEWAY_ALLOW_ORIGIN";

    private final Checkout checkout;
    private final int port;
    private final int pushPort;

    GatewayCommand(Checkout checkout, int port, int pushPort) {
        this.checkout = checkout;
        this.port = port;
        this.pushPort = pushPort;
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Half alive, it would answer nobody: awaitEnd() says how it ended.
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                checkout.gateway().toString(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--push-port=" + pushPort,
                "--page"));
        for (String kind : List.of("register", "transmission", "cleanup")) {
            command.add("--" + kind + "=" + target(kind));
        }
        return List.copyOf(command);
    }

    private String target(String kind) {
        String capitalised = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        return "jar:" + checkout.function(kind) + "!scf.websocket." + kind + "." + capitalised
                + "Function::mainHandler";
    }

    /** The settings of the functions, which share the gateway's process. */
    Map<String, String> environment(DatabaseAddress database) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("PUSH_URL", pushUrl().toString());
        environment.put("PUSH_EXTENDED", "true");
        // The chat page shows the number that the chat room then appends.
        environment.put("CHAT_ONLINE_SUFFIX", "true");
        // No other page than the chat page may join, whatever else the browser shows. A checkout behind a proxy names
        // the origin of its page in this variable.
        environment.put(ORIGINS, System.getenv().getOrDefault(ORIGINS, String.join(",", origins())));
        // If this process is killed, the gateway drains by itself.
        environment.put(
                "GATEWAY_PARENT_PID", String.valueOf(ProcessHandle.current().pid()));
        return environment;
    }

    private List<String> origins() {
        return List.of("http://127.0.0.1:" + port, "http://localhost:" + port);
    }

    URI pushUrl() {
        return URI.create("http://127.0.0.1:" + pushPort + "/api-local");
    }

    URI readiness() {
        return URI.create("http://127.0.0.1:" + pushPort + "/readyz");
    }

    URI page() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + "/release/websocket");
    }
}
