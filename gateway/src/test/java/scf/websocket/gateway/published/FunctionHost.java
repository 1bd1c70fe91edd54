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

/** Published functions in a Python process of their own, and the record that {@code host.py} keeps. Thread-safe. */
final class FunctionHost implements AutoCloseable {
    /** Generous: dozens of processes may compete for two processors. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Path SOURCES = Path.of("src", "test", "resources", "published");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PublishedFunctions published;
    private final Process process;
    private final Path record;
    private final String url;

    /**
     * @param folder takes the record and the functions' data
     * @param log takes what the functions print
     * @param environment the functions' environment variables
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
            // The host is still writing what follows the last line break.
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

    /** Waits until register is called for the connection with this tag. */
    String awaitId(String tag) {
        Await.until("register of " + published + " is called for " + tag, TIMEOUT, () -> ids(tag).size() == 1);
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

    /** Whether a cleanup with this cause has returned. */
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

    /** Releases the held invocations, and holds none from now on. */
    void release() {
        send(HttpRequest.newBuilder(URI.create(url + "-/release")).POST(HttpRequest.BodyPublishers.ofString("")));
    }

    private static String send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join()
                .body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
