package scf.websocket.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.Signals;

/** The packaged gateway.jar as a process on free loopback ports. Its log is in {@code target/it-logs}. */
public final class GatewayProcess implements AutoCloseable {
    private static final Pattern UP = Pattern.compile("clients at port (\\d+) .*push at ((?:[^ ]*:\\d+ (?:and )?)+)");
    private static final Pattern PUSH = Pattern.compile("([^ ]*):(\\d+) ");
    private static final String ARCHIVE = "-XX:SharedArchiveFile=target/gateway.jsa";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The last gateway that wrote to each log. */
    private static final Map<File, Process> WRITERS = new HashMap<>();

    /** Allows for a heavily loaded machine. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final int publicPort;
    private final String pushHost;
    private final List<Integer> pushPorts;

    private GatewayProcess(Process process, int publicPort, String push) {
        this.process = process;
        this.publicPort = publicPort;
        List<MatchResult> addresses = PUSH.matcher(push).results().toList();
        this.pushHost = addresses.get(0).group(1);
        this.pushPorts = addresses.stream()
                .map(address -> Integer.valueOf(address.group(2)))
                .toList();
    }

    /** @param options the options other than functions, addresses and ports */
    public static GatewayProcess start(String name, FunctionServer functions, String... options) {
        return startWith(name, with(functions, options));
    }

    /** Starts a process that writes an archive of the classes that it has loaded when it exits. */
    static GatewayProcess recording(Path archive, FunctionServer functions, String... options) {
        return start("class-archive", "-XX:ArchiveClassesAtExit=" + archive, with(functions, options));
    }

    private static List<String> with(FunctionServer functions, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--register=" + functions.url("register"),
                "--transmission=" + functions.url("transmission"),
                "--cleanup=" + functions.url("cleanup"),
                "--host=127.0.0.1",
                "--port=0",
                "--push-port=0"));
        all.addAll(List.of(options));
        return all;
    }

    /** @param options all options */
    public static GatewayProcess startWith(String name, List<String> options) {
        return start(name, ARCHIVE, options);
    }

    private static GatewayProcess start(String name, String archive, List<String> options) {
        List<String> command = command(archive);
        if (options.stream().noneMatch(option -> option.startsWith("--parent-pid"))) {
            command.add("--parent-pid=" + ProcessHandle.current().pid());
        }
        command.addAll(options);
        try {
            Launched launched = launch(name, command);
            Process process = launched.process;
            File log = launched.log;
            Await.until(name + " is up", START_TIMEOUT, () -> !process.isAlive() || up(log).find());
            Matcher up = up(log);
            if (!up.find()) {
                throw new AssertionError(name + " did not start: " + Files.readString(log.toPath()));
            }
            return new GatewayProcess(process, Integer.parseInt(up.group(1)), up.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Launched(Process process, File log) {}

    /** Takes a log that no running gateway writes: a test and its proof, which may run side by side, use the same names. */
    private static synchronized Launched launch(String name, List<String> command) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "it-logs"));
        File log = folder.resolve(name + ".log").toFile();
        for (int i = 2; WRITERS.containsKey(log) && WRITERS.get(log).isAlive(); i++) {
            log = folder.resolve(name + "-" + i + ".log").toFile();
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        WRITERS.put(log, process);
        return new Launched(process, log);
    }

    /** The command without options. A class archive that does not match this JVM is ignored without a warning. */
    private static List<String> command(String archive) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                archive,
                "-Xlog:disable",
                "-jar",
                // The archive names the jar, also for tests of other modules.
                Path.of("target", "gateway.jar").toAbsolutePath().toString()));
    }

    private static Matcher up(File log) {
        try {
            return UP.matcher(Files.readString(log.toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("ws://127.0.0.1:" + publicPort + "/release/websocket");
    }

    public RawClient raw() {
        return new RawClient(publicPort);
    }

    public HttpResponse<String> push(String body) {
        return push("/api-local", body);
    }

    /** @param headers names and values in turn */
    public HttpResponse<String> push(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(internal(path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private URI internal(String path) {
        return URI.create("http://" + pushHost + ":" + pushPorts.get(0) + path);
    }

    public List<Integer> pushPorts() {
        return pushPorts;
    }

    public String metrics() {
        return get("/metrics");
    }

    /** Sends GET to the internal listener and returns the body. */
    public String get(String path) {
        return send(HttpRequest.newBuilder(internal(path)).build()).body();
    }

    public int port() {
        return publicPort;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    /** The exit code and output of a process that has ended. */
    public record Ended(int exitCode, String output) {}

    /** Runs the jar with these options and waits until it ends. */
    public static Ended run(String... options) {
        List<String> command = command(ARCHIVE);
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(
                    process.onExit().orTimeout(15, TimeUnit.SECONDS).join().exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it with SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for its exit. */
    public int awaitExit() {
        return awaitExit(Duration.ofSeconds(30));
    }

    /** Waits for its exit, for a limited time. */
    public int awaitExit(Duration limit) {
        return process.onExit()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .exitValue();
    }

    /** Whether the process has mapped a file of this name, on Linux. */
    public boolean hasMapped(String file) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"))
                .contains(file);
    }

    /** Pauses it, as SCF does with an idle function. */
    public void freeze() {
        Signals.stop(process);
    }

    public void thaw() {
        Signals.send("CONT", process);
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code kill}, which lets it drain. */
    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
        }
        process.destroy();
        await();
    }
}
