package scf.websocket.bench.storm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Single pushes in the documented form. Thread-safe. */
final class Pushes {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI url;
    private final Figures figures;

    Pushes(int port, Figures figures) {
        this.url = URI.create("http://127.0.0.1:" + port + "/api-local");
        this.figures = figures;
    }

    void send(String id, String text) {
        post("\"data send\",\"dataType\":\"text\",\"data\":\"" + text + "\"", id, "pushes");
    }

    void kick(String id) {
        post("\"closing\"", id, "kicks");
    }

    private void post(String action, String id, String kind) {
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
        } catch (IOException e) {
            figures.count(kind + " without an answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
