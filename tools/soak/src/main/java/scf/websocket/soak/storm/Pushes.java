package scf.websocket.soak.storm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import scf.websocket.soak.Figures;

/** Single pushes in the documented form. Thread-safe. */
final class Pushes {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<URI> urls;
    private final Figures figures;

    /** @param ports of the internal listeners, each of which accepts pushes for all clients */
    Pushes(List<Integer> ports, Figures figures) {
        this.urls = ports.stream()
                .map(port -> URI.create("http://127.0.0.1:" + port + "/api-local"))
                .toList();
        this.figures = figures;
    }

    /** @return whether it was acknowledged: an acknowledged push must arrive exactly once */
    boolean send(String id, String text) {
        return post("\"data send\",\"dataType\":\"text\",\"data\":\"" + text + "\"", id, "pushes");
    }

    void kick(String id) {
        post("\"closing\"", id, "kicks");
    }

    private boolean post(String action, String id, String kind) {
        URI url = urls.get(ThreadLocalRandom.current().nextInt(urls.size()));
        String body = "{\"websocket\":{\"action\":" + action + ",\"secConnectionID\":\"" + id + "\"}}";
        try {
            int status = client.send(
                            HttpRequest.newBuilder(url)
                                    .timeout(Duration.ofSeconds(3))
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            figures.count(kind + (status == 200 ? " delivered" : status == 410 ? " gone" : " failed with " + status));
            return status == 200;
        } catch (IOException e) {
            figures.count(kind + " without an answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
