package scf.websocket.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of the gateway, with the shaded jars that are also uploaded: our three, or the one of an application. */
final class GatewayCommand {
    private static final String ORIGINS = "GATEWAY_ALLOW_ORIGIN";
    private static final int DEFAULT_PUSH_PORT = 8081;
    private static final String CHAT_PATH = "/release/websocket";

    private final StackFiles files;
    private final int port;
    private final int pushPort;
    private final @Nullable Path app;
    private final @Nullable LocalChannels channels;
    private final GatewayExtras extras;

    /**
     * @param app the jar of an application; null for our own jars
     * @param channels null if they do not run
     */
    GatewayCommand(
            StackFiles files,
            int port,
            int pushPort,
            @Nullable Path app,
            @Nullable LocalChannels channels,
            GatewayExtras extras) {
        this.channels = channels;
        this.files = files;
        this.port = port;
        this.pushPort = pushPort;
        this.app = app;
        this.extras = extras;
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // Garbage of handshakes touches the whole young generation, which is never returned:
                // docs/performance.md.
                "-Xmn32m",
                "-XX:+UseSerialGC",
                // Without memory it would run on and answer nobody; awaitEnd() reports its end.
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                files.gateway().toString(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--push-port=" + pushPort,
                "--page",
                // For ./scfws and a browser. Only this machine reaches the listener.
                "--admin",
                "--console",
                "--console-payloads",
                "--console-faults"));
        // After -jar it would be an option of the gateway.
        if (!System.getProperty(Phrases.PROPERTY, "").isEmpty()) {
            command.add(1, "-D" + Phrases.PROPERTY + "=" + System.getProperty(Phrases.PROPERTY));
        }
        for (String kind : StackFiles.KINDS) {
            command.add("--" + kind + "=" + target(kind));
        }
        command.add("--path=" + String.join(",", paths()));
        if (channels != null) {
            command.add("--api=jar:" + files.function(StackFiles.API) + "!scf.websocket.api.ApiFunction::mainHandler");
        }
        command.addAll(extras.options(origins()));
        return List.copyOf(command);
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>(extras.paths().isEmpty() ? List.of(CHAT_PATH) : extras.paths());
        if (channels != null && !paths.contains(LocalChannels.PATH)) {
            paths.add(LocalChannels.PATH);
        }
        return paths;
    }

    private String target(String kind) {
        Path jar = app == null ? files.function(kind) : app;
        return "jar:" + jar + "!" + AppJar.handlerClass(kind) + "::mainHandler";
    }

    /** The settings of the functions, which share the gateway's process. */
    Map<String, String> environment(DatabaseAddress database) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("PUSH_URL", pushUrl().toString());
        environment.put("PUSH_EXTENDED", "true");
        // The chat page shows the number that the chat room then appends.
        environment.put("CHAT_ONLINE_SUFFIX", "true");
        if (channels != null) {
            environment.putAll(channels.environment());
        }
        // Only the chat page may connect, not another page in the same browser. A checkout behind a proxy names
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

    /** The page for channels. */
    URI channelsPage() {
        return page().resolve("channels/");
    }

    /** The console. */
    URI console() {
        return URI.create("http://127.0.0.1:" + pushPort + "/console/");
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port + paths().get(0));
    }

    private URI api() {
        return URI.create("http://127.0.0.1:" + pushPort + "/api");
    }

    /** Returns the line of the banner about the command that looks into the gateway. */
    String scfwsLine(String format) {
        String variable = pushPort == DEFAULT_PUSH_PORT ? "" : "SCFWS_URL=" + pushUrl() + " ";
        return String.format(Locale.ROOT, format, variable + "./scfws tail");
    }

    /** Returns the lines of the banner about the channels; empty without them. */
    String channelsLines(String format) {
        return channels == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        format,
                        channelsPage(),
                        "ws://127.0.0.1:" + port + LocalChannels.PATH,
                        channels.tokens().get(0),
                        channels.tokens().get(1),
                        api(),
                        channels.apiKey());
    }
}
