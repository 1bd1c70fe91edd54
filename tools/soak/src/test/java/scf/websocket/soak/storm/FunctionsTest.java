package scf.websocket.soak.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.soak.Figures;

/** The checks of the storm detect violations. */
class FunctionsTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Figures figures = new Figures();
    private Functions functions;

    @BeforeEach
    void start() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        Pushes pushes = new Pushes(List.of(nobody), figures);
        functions = new Functions(pushes, new Rooms(1, pushes, figures), figures, 1);
        functions.stopFailing();
    }

    @AfterEach
    void stop() {
        functions.close();
    }

    private void event(String function, String id, String data) throws Exception {
        String json = "{\"websocket\":{\"secConnectionID\":\"" + id + "\",\"data\":\"" + data + "\"}}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + functions.port() + "/" + function))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRegularLifeIsNoViolation() throws Exception {
        event("register", "a", "");
        event("transmission", "a", "anna:1");
        event("transmission", "a", "anna:2");
        event("cleanup", "a", "");
        functions.checkEnds();
        assertThat(functions.table()).isEmpty();
        assertThat(figures.clean()).isTrue();
    }

    @Test
    void aMessageOutOfOrderIsAViolation() throws Exception {
        event("register", "a", "");
        event("transmission", "a", "anna:2");
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void aMessageOfAnotherClientIsAViolation() throws Exception {
        event("register", "a", "");
        event("transmission", "a", "anna:1");
        event("transmission", "a", "bert:2");
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void aMessageAfterCleanupIsAViolation() throws Exception {
        event("register", "a", "");
        event("cleanup", "a", "");
        event("transmission", "a", "anna:1");
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void aReusedIdIsAViolation() throws Exception {
        event("register", "a", "");
        event("register", "a", "");
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void anEndWithoutCleanupIsAViolation() throws Exception {
        event("register", "a", "");
        functions.checkEnds();
        assertThat(functions.table()).containsExactly("a");
        assertThat(figures.clean()).isFalse();
    }
}
