package scf.websocket.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A push as any back end sends it, without code of the project. */
final class Push {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Push() {}

    static HttpResponse<String> text(URI pushUrl, String id, String data) throws Exception {
        String body = "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"" + data + "\"}}";
        HttpRequest request = HttpRequest.newBuilder(pushUrl)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
