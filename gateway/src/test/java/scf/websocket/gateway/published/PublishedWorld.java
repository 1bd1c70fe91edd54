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

/** All published functions, a bucket for those that want one, and the gateway's port that they push to: in their configuration before it runs. */
final class PublishedWorld implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String name;
    private final int pushPort = FreePorts.take();
    private final CosServer bucket = new CosServer(Clock.systemUTC());
    private final List<FunctionHost> hosts = new ArrayList<>();
    private final Path routes;

    PublishedWorld(String name, Path folder) {
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

    /** The gateway that the functions push to. */
    GatewayProcess start(String... options) {
        return start("", pushPort, options);
    }

    /** Another gateway for the same functions, which push to the first. */
    GatewayProcess startAnother(String... options) {
        return start("-another", 0, options);
    }

    private GatewayProcess start(String which, int port, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--routes=" + routes, "--pass-query=name", "--host=127.0.0.1", "--port=0", "--push-port=" + port));
        all.addAll(List.of(options));
        // One after another: several that start at once on a busy machine hold each other up.
        synchronized (PublishedWorld.class) {
            return GatewayProcess.startWith("published-" + name + which, all);
        }
    }

    /** A push as the functions make it. */
    int push(PublishedFunctions published, String websocket) {
        return HTTP.sendAsync(
                        HttpRequest.newBuilder(URI.create(pushUrl(published)))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"websocket\":" + websocket + "}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .orTimeout(FunctionHost.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .statusCode();
    }

    @Override
    public void close() {
        hosts.forEach(FunctionHost::close);
        bucket.close();
    }
}
