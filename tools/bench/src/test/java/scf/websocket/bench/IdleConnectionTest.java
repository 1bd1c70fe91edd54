package scf.websocket.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that the measured set-up works; the gateway has its own tests. */
@Timeout(30)
class IdleConnectionTest {
    @Test
    void nettyAnswersMessages() {
        try (LoopbackServer server = NettyIdleServer.start(false)) {
            assertThatCode(() -> exchangeTwice(server.port(), "")).doesNotThrowAnyException();
        }
    }

    @Test
    void nettyAcceptsDeflateWhereItIsOffered() {
        try (LoopbackServer server = NettyIdleServer.start(true)) {
            assertThatCode(() -> exchangeTwice(server.port(), "permessage-deflate"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void stubFunctionsAcceptEveryEvent() throws Exception {
        try (LoopbackServer server = StubFunctions.start(Path.of("unused"))) {
            HttpRequest event = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/register"))
                    .POST(BodyPublishers.ofString("{}"))
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(event, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
        }
    }

    private static void exchangeTwice(int port, String extensions) throws Exception {
        try (IdleConnection connection = IdleConnection.open(port, extensions)) {
            connection.exchange();
            connection.exchange();
        }
    }
}
