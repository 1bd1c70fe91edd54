package scf.websocket.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.testing.process.FreePorts;

/** The gateway in its own process with the three shaded jars, on free ports and the shared database. */
final class RunningGateway implements AutoCloseable {
    private static final StackFiles FILES = StackFiles.ofCheckout(
            Path.of("..", "..").toAbsolutePath().normalize(), Path.of("target").toAbsolutePath());
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final GatewayCommand command;
    private final Map<String, String> environment;
    private Child process;

    private RunningGateway(GatewayCommand command, Map<String, String> environment) throws InterruptedException {
        this.command = command;
        this.environment = environment;
        this.process = launch();
    }

    /** @param settings of the functions, instead of those of the local stack */
    static RunningGateway start(Map<String, String> settings) throws IOException, InterruptedException {
        return start(settings, null);
    }

    /** @param channels null for the chat room alone */
    static RunningGateway start(Map<String, String> settings, @Nullable LocalChannels channels)
            throws IOException, InterruptedException {
        List<Integer> ports = FreePorts.take(2);
        GatewayCommand command =
                new GatewayCommand(FILES, ports.get(0), ports.get(1), null, channels, GatewayExtras.none());
        Map<String, String> environment = new HashMap<>(command.environment(SharedDatabase.address()));
        // On a busy build machine a first connection may take longer than the default limit.
        environment.put("DB_CONNECT_TIMEOUT_MILLIS", "5000");
        environment.put("DB_QUERY_TIMEOUT_MILLIS", "5000");
        environment.putAll(settings);
        return new RunningGateway(command, environment);
    }

    /** Skips the optimising compiler, which does not pay off in a short life. */
    private static List<String> startedCheaply(List<String> command) {
        List<String> options = new ArrayList<>(command);
        options.addAll(
                1,
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:SharedArchiveFile=../../gateway/target/gateway.jsa",
                        "-Xlog:disable"));
        return options;
    }

    private Child launch() throws InterruptedException {
        Child started = Child.start(
                "gateway",
                startedCheaply(command.command()),
                environment,
                FILES.state().resolve("gateways-of-tests/" + command.page().getPort() + ".log"));
        started.awaitReady(command.readiness(), BOUND, () -> false);
        return started;
    }

    /** Stops this gateway regularly and starts another one on the same ports. */
    void restart() throws InterruptedException {
        stop();
        process = launch();
    }

    /** The exit code after SIGTERM. */
    int stop() throws InterruptedException {
        return process.stop(BOUND);
    }

    boolean isAlive() {
        return !process.onExit().isDone();
    }

    long pid() {
        return process.pid();
    }

    URI page() {
        return command.page();
    }

    URI channelsPage() {
        return command.channelsPage();
    }

    URI console() {
        return command.console();
    }

    URI webSocket() {
        return command.webSocket();
    }

    /** Where clients of channels connect. */
    URI channels() {
        return webSocket().resolve(LocalChannels.PATH);
    }

    URI pushUrl() {
        return command.pushUrl();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
