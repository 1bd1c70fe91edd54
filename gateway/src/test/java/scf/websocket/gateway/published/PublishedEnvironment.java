package scf.websocket.gateway.published;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.testing.cos.CosServer;
import scf.websocket.testing.process.FreePorts;

/** All published functions, their bucket, and the push port, which their configuration names before the gateway runs. */
final class PublishedEnvironment implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final int pushPort = FreePorts.take();
    private final CosServer bucket = new CosServer(Clock.systemUTC());
    private final List<FunctionHost> hosts = new ArrayList<>();
    private final Path routes;

    PublishedEnvironment(String name, Path folder) {
        this.name = name;
        for (PublishedFunctions published : PublishedFunctions.values()) {
            Path log = Path.of("target", "it-logs", "published-" + name + "-" + published.folder() + ".log");
            hosts.add(new FunctionHost(published, folder, log, environment(published)));
        }
        this.routes = writeRoutes(folder);
    }

    private String pushUrl(PublishedFunctions published) {
        return "http://127.0.0.1:" + pushPort + "/" + published.apiId();
    }

    private Map<String, String> environment(PublishedFunctions published) {
        Map<String, String> store = bucket.environment(Map.of());
        return published == PublishedFunctions.COS
                ? Map.of(
                        "url",
                        pushUrl(published),
                        "bucket",
                        CosServer.BUCKET,
                        "region",
                        CosServer.REGION,
                        "endpoint",
                        store.get("COS_ENDPOINT"),
                        "secret_id",
                        bucket.credentials().id(),
                        "secret_key",
                        bucket.credentials().key(),
                        "token",
                        bucket.credentials().token())
                : Map.of("PUSH_URL", pushUrl(published));
    }

    private Path writeRoutes(Path folder) {
        List<Map<String, String>> apis = hosts.stream()
                .map(host -> Map.of(
                        "path", host.published().path(),
                        "api-id", host.published().apiId(),
                        "register", host.url("register"),
                        "transmission", host.url("transmission"),
                        "cleanup", host.url("cleanup")))
                .toList();
        try {
            return Files.write(folder.resolve("routes.json"), MAPPER.writeValueAsBytes(Map.of("routes", apis)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<FunctionHost> hosts() {
        return hosts;
    }

    /** Starts the gateway that the functions push to. */
    GatewayProcess start(String... options) {
        return start("", pushPort, options);
    }

    /** Starts a second gateway for the same functions; they push to the first. */
    GatewayProcess startAnother(String... options) {
        return start("-another", 0, options);
    }

    private GatewayProcess start(String suffix, int port, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--routes=" + routes, "--pass-query=name", "--host=127.0.0.1", "--port=0", "--push-port=" + port));
        all.addAll(List.of(options));
        // One at a time: on a busy machine, simultaneous starts slow each other down.
        synchronized (PublishedEnvironment.class) {
            return GatewayProcess.startWith("published-" + name + suffix, all);
        }
    }

    /** Sends a push as the functions do, and returns its status. */
    int push(PublishedFunctions published, String websocket) {
        return HTTP.sendAsync(
                        HttpRequest.newBuilder(URI.create(pushUrl(published)))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"websocket\":" + websocket + "}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .orTimeout(FunctionHost.TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join()
                .statusCode();
    }

    @Override
    public void close() {
        hosts.forEach(FunctionHost::close);
        bucket.close();
    }
}
