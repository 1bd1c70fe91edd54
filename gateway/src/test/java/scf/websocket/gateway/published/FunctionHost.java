package scf.websocket.gateway.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import scf.websocket.testing.process.Await;

/** Published functions in a Python process of their own, with what {@code host.py} records of them. Thread-safe. */
final class FunctionHost implements AutoCloseable {
    /** Dozens of processes may want the same two processors. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path SOURCES = Path.of("src", "test", "resources", "published");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PublishedFunctions published;
    private final Process process;
    private final Path record;
    private final String url;

    /**
     * @param folder for the record and the functions' data
     * @param log what the functions print
     * @param environment of the functions
     */
    FunctionHost(PublishedFunctions published, Path folder, Path log, Map<String, String> environment) {
        this.published = published;
        this.record = folder.resolve(published.folder() + ".record");
        List<String> command = new ArrayList<>(List.of(
                "python3",
                "-B",
                SOURCES.resolve("host.py").toString(),
                "--folder=" + SOURCES.resolve(published.folder()),
                "--record=" + record,
                "--stored=" + published.stored()));
        command.addAll(published.arguments());
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
            builder.environment().putAll(environment);
            builder.environment()
                    .put("DB_FILE", folder.resolve(published.folder() + ".db").toString());
            builder.environment().put("PYTHONIOENCODING", "utf-8");
            process = builder.start();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String port = lines.readLine();
            if (port == null) {
                throw new AssertionError(published.folder() + " did not start: " + Files.readString(log));
            }
            url = "http://127.0.0.1:" + port + "/";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PublishedFunctions published() {
        return published;
    }

    /** @param function register, transmission or cleanup */
    String url(String function) {
        return url + function;
    }

    /** The invocations so far, in the order in which they began and ended. */
    List<Invocation> invocations() {
        try {
            List<Invocation> invocations = new ArrayList<>();
            String lines = Files.exists(record) ? Files.readString(record) : "";
            // What stands behind the last line break is not written to its end yet.
            for (String line :
                    lines.substring(0, lines.lastIndexOf('\n') + 1).lines().toList()) {
                JsonNode node = MAPPER.readTree(line);
                invocations.add(new Invocation(
                        node.path("at").asText(),
                        node.path("function").asText(),
                        node.path("connection").asText(),
                        node.path("action").asText(),
                        node.path("tag").asText(),
                        node.path("cause").asText(),
                        node.path("error").asText()));
            }
            return invocations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until register is asked for the connection with this tag. */
    String awaitId(String tag) {
        Await.until(published + " is asked to register " + tag, PATIENCE, () -> ids(tag).size() == 1);
        return ids(tag).get(0);
    }

    private List<String> ids(String tag) {
        return invocations().stream()
                .filter(call ->
                        call.began() && call.is("register") && call.tag().equals(tag))
                .map(Invocation::connection)
                .toList();
    }

    /** The cleanups that began for a connection. */
    List<Invocation> cleanups(String id) {
        return invocations().stream()
                .filter(call ->
                        call.began() && call.is("cleanup") && call.connection().equals(id))
                .toList();
    }

    /** Whether a cleanup for that cause has returned. */
    boolean isCleanedUp(String id, String cause) {
        return invocations().stream()
                .anyMatch(call -> call.returned()
                        && call.is("cleanup")
                        && call.connection().equals(id)
                        && call.cause().equals(cause));
    }

    /** The connections that the functions have stored. */
    List<String> stored() {
        try {
            List<String> ids = new ArrayList<>();
            MAPPER.readTree(send(HttpRequest.newBuilder(URI.create(url + "-/stored"))))
                    .forEach(id -> ids.add(id.textValue()));
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the invocations go on that were held up, and all that come. */
    void release() {
        send(HttpRequest.newBuilder(URI.create(url + "-/release")).POST(HttpRequest.BodyPublishers.ofString("")));
    }

    private static String send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
