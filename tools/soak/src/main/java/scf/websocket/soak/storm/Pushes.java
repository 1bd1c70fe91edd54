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

/** Pushes in the documented form. Thread-safe. */
final class Pushes {
    private static final String TO_ONE = "secConnectionID";

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
        return post("\"data send\",\"dataType\":\"text\",\"data\":\"" + text + "\"", TO_ONE, id, "pushes");
    }

    void kick(String id) {
        post("\"closing\"", TO_ONE, id, "kicks");
    }

    /** Hands a message to the members of a room. */
    void number(Room room, int number) {
        post(
                "\"data send\",\"epoch\":\"" + Room.EPOCH + "\",\"seq\":" + number + ",\"data\":\"" + room.text(number)
                        + "\"",
                "group",
                room.name(),
                "numbered messages");
    }

    /** @param from the number of the gateway that gets it @return whether the connection got it */
    boolean reaches(int from, String id) {
        try {
            return status(urls.get(from), "\"data send\",\"dataType\":\"text\",\"data\":\"reached\"", TO_ONE, id)
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @return whether a gateway says that it is ready */
    boolean isReady(int gateway) {
        try {
            HttpRequest question = HttpRequest.newBuilder(urls.get(gateway).resolve("/readyz"))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int status(URI url, String action, String to, String name) throws IOException, InterruptedException {
        String body = "{\"websocket\":{\"action\":" + action + ",\"" + to + "\":\"" + name + "\"}}";
        HttpRequest push = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(3))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(push, BodyHandlers.discarding()).statusCode();
    }

    private boolean post(String action, String to, String name, String kind) {
        URI url = urls.get(ThreadLocalRandom.current().nextInt(urls.size()));
        try {
            int status = status(url, action, to, name);
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
