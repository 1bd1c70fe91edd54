package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** {@code GET /admin/events}. */
class AdminEventsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static GatewayFixture gateway() {
        return GatewayFixture.start(options -> options.admin.admin = true);
    }

    /** A watcher that has been told that it watches. */
    private static final class Watcher implements AutoCloseable {
        private final BufferedReader lines;

        Watcher(GatewayFixture gateway, String query) throws Exception {
            HttpResponse<InputStream> answer =
                    HTTP.send(gateway.internal("/admin/events" + query).build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
            assertThat(next().path("event").textValue()).isEqualTo("watching");
        }

        JsonNode next() {
            try {
                return JSON.readTree(lines.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns the next events in short. */
        List<String> next(int count) {
            List<String> events = new ArrayList<>();
            Stream.generate(this::next)
                    .limit(count)
                    .forEach(event -> events.add(event.path("event").textValue() + " "
                            + event.path("outcome")
                                    .asText(event.path("action")
                                            .asText(event.path("cause").asText()))));
            return events;
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void tellsTheStoryOfAConnectionWithoutPayloads() throws Exception {
        try (GatewayFixture gateway = gateway();
                Watcher watcher = new Watcher(gateway, "");
                TestClient client = gateway.connect()) {
            gateway.functions.onTransmission(event -> Reply.extended(
                    event,
                    "\"pushes\":[{\"action\":\"data send\",\"secConnectionID\":\"" + gateway.id(0)
                            + "\",\"dataType\":\"text\",\"data\":\"secret answer\"}]"));
            client.send("secret question");
            client.awaitTexts(1);
            gateway.push("{\"websocket\":{\"action\":\"join\",\"secConnectionID\":\"" + gateway.id(0)
                    + "\",\"group\":\"room\"}}");
            JsonNode register = watcher.next();
            assertThat(register.path("event").textValue()).isEqualTo("register");
            assertThat(register.path("connection").textValue()).isEqualTo(gateway.id(0));
            assertThat(register.path("outcome").textValue()).isEqualTo("answered");
            assertThat(register.has("millis")).isTrue();
            assertThat(watcher.next(2)).containsExactly("opened ", "transmission answered");
            JsonNode push = watcher.next();
            assertThat(push.toString()).doesNotContain("secret");
            assertThat(push.path("via").textValue()).isEqualTo("answer");
            assertThat(push.path("cause").textValue()).isEqualTo(gateway.id(0));
            assertThat(push.path("connections").toString()).isEqualTo("[\"" + gateway.id(0) + "\"]");
            assertThat(push.path("outcomes").toString()).isEqualTo("{\"delivered\":1}");
            JsonNode join = watcher.next();
            assertThat(join.path("action").textValue()).isEqualTo("join");
            assertThat(join.path("groups").toString()).isEqualTo("[\"room\"]");
            client.close(1000, "");
            assertThat(watcher.next(2)).containsExactlyInAnyOrder("end client-close", "cleanup answered");
        }
    }

    @Test
    void onlyWhatTheWatcherAsksFor() throws Exception {
        try (GatewayFixture gateway = gateway();
                TestClient first = gateway.connect();
                TestClient second = gateway.connect();
                Watcher none = new Watcher(gateway, "?api=other");
                Watcher watcher = new Watcher(
                        gateway,
                        "?connection=" + gateway.id(1).replace("+", "%2B").replace("/", "%2F"))) {
            gateway.sendText(gateway.id(0), "x");
            gateway.sendText(gateway.id(1), "x");
            assertThat(watcher.next().path("connections").path(0).textValue()).isEqualTo(gateway.id(1));
            assertThat(first.isClosed() || second.isClosed()).isFalse();
            assertThat(gateway.get("/metrics").body()).contains("gateway_admin_watchers 2.0");
            assertThat(none).isNotNull();
        }
    }

    @Test
    void aWatcherThatLeavesIsForgotten() throws Exception {
        try (GatewayFixture gateway = gateway()) {
            try (RawClient watcher = new RawClient(gateway.gateway.pushPort())) {
                watcher.write("GET /admin/events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
                Await.until("watching", () -> gateway.get("/metrics").body().contains("gateway_admin_watchers 1.0"));
            }
            Await.until("forgotten", () -> gateway.get("/metrics").body().contains("gateway_admin_watchers 0.0"));
        }
    }

    @Test
    void theBodyOfAWatchersRequestCountsOnlyUntilItIsAnswered() {
        try (GatewayFixture gateway = gateway();
                RawClient watcher = new RawClient(gateway.gateway.pushPort())) {
            watcher.write("GET /admin/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(watcher.readHead()).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.get("/metrics").body()).contains("gateway_push_bytes 0.0");
        }
    }

    @Test
    void noMoreWatchersThanTheLimit() throws Exception {
        List<Watcher> watchers = new ArrayList<>();
        try (GatewayFixture gateway = gateway()) {
            for (int i = 0; i < 16; i++) {
                watchers.add(new Watcher(gateway, ""));
            }
            assertThat(gateway.get("/admin/events").statusCode()).isEqualTo(503);
        } finally {
            watchers.forEach(Watcher::close);
        }
    }
}
