package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.gateway.ConsoleClient.Watch;
import scf.websocket.gateway.options.FunctionOptions;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** {@code /console/api/faults}: each fault does what it says, is shown, and ends. */
class ConsoleFaultsTest {
    private static GatewayFixture gateway() {
        GatewayFixture gateway = GatewayFixture.start(options -> {
            options.console.console = true;
            options.console.faults = true;
            options.functions.onMessageFailure = FunctionOptions.MessageFailure.KEEP;
        });
        gateway.functions.onTransmission(event -> Reply.extended(
                event,
                "\"pushes\":[{\"action\":\"data send\",\"secConnectionID\":\""
                        + event.path("websocket").path("secConnectionID").textValue()
                        + "\",\"dataType\":\"text\",\"data\":\""
                        + event.path("websocket").path("data").textValue() + "\"}]"));
        return gateway;
    }

    private static long begin(ConsoleClient console, String body) {
        return ConsoleClient.json(console.post("faults", body)).path("id").longValue();
    }

    @Test
    void anEventIsDelayedAndTheStorySaysWhy() {
        try (GatewayFixture gateway = gateway();
                TestClient client = gateway.connect();
                Watch watch = new ConsoleClient(gateway).watch()) {
            ConsoleClient console = new ConsoleClient(gateway);
            begin(console, "{\"kind\":\"delay\",\"function\":\"transmission\",\"millis\":150,\"seconds\":60}");
            JsonNode begun = watch.next("fault");
            assertThat(begun.path("state").textValue()).isEqualTo("begun");
            assertThat(begun.path("kind").textValue()).isEqualTo("delay");
            assertThat(begun.path("left").intValue()).isEqualTo(1);
            client.send("late").send("in time");
            JsonNode ended = watch.next("fault");
            assertThat(ended.path("state").textValue()).isEqualTo("ended");
            JsonNode delayed = watch.next("transmission");
            assertThat(delayed.path("millis").intValue()).isGreaterThanOrEqualTo(150);
            assertThat(delayed.path("fault").textValue()).isEqualTo("delay #1");
            assertThat(watch.next("transmission").has("fault")).isFalse();
            assertThat(client.awaitTexts(2)).containsExactly("late", "in time");
        }
    }

    @Test
    void eventsAreDroppedFailedAndDuplicated() {
        try (GatewayFixture gateway = gateway();
                TestClient client = gateway.connect();
                Watch watch = new ConsoleClient(gateway).watch()) {
            ConsoleClient console = new ConsoleClient(gateway);
            begin(console, "{\"kind\":\"drop\",\"millis\":10,\"seconds\":60}");
            client.send("dropped");
            assertThat(watch.next("transmission").path("outcome").textValue()).isEqualTo("timed-out");
            begin(console, "{\"kind\":\"fail\",\"api\":\"api-local\",\"seconds\":60}");
            client.send("failed");
            JsonNode failed = watch.next("transmission");
            assertThat(failed.path("outcome").textValue()).isEqualTo("failed");
            assertThat(failed.path("fault").textValue()).isEqualTo("fail #2");
            assertThat(gateway.functions.messages()).isEmpty();
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_events_seconds_count{kind=\"transmission\",outcome=\"timed-out\"} 1");
            begin(console, "{\"kind\":\"duplicate\",\"connection\":\"" + gateway.id(0) + "\",\"seconds\":60}");
            client.send("twice");
            assertThat(watch.next("transmission").path("fault").textValue()).isEqualTo("duplicate #3");
            assertThat(gateway.functions.messages()).hasSize(2);
            assertThat(client.awaitTexts(1)).containsExactly("twice");
        }
    }

    @Test
    void aHandshakeFailsAndTheNextSucceeds() {
        try (GatewayFixture gateway = gateway()) {
            begin(new ConsoleClient(gateway), "{\"kind\":\"fail\",\"function\":\"register\",\"seconds\":60}");
            assertThat(gateway.raw().handshake(gateway.uri().getPath()).readHead())
                    .startsWith("HTTP/1.1 502 ");
            assertThat(gateway.raw().handshake(gateway.uri().getPath()).readHead())
                    .startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void pushesAreRefused() {
        try (GatewayFixture gateway = gateway();
                TestClient client = gateway.connect()) {
            ConsoleClient console = new ConsoleClient(gateway);
            begin(console, "{\"kind\":\"push-410\",\"seconds\":60}");
            assertThat(gateway.sendText(gateway.id(0), "lost").statusCode()).isEqualTo(410);
            begin(console, "{\"kind\":\"push-503\",\"count\":2,\"seconds\":60}");
            assertThat(gateway.sendText(gateway.id(0), "lost").statusCode()).isEqualTo(503);
            HttpResponse<String> list = gateway.push("{\"websocket\":{\"action\":\"data send\",\"secConnectionIDs\":[\""
                    + gateway.id(0) + "\",\"unknown\"],\"dataType\":\"text\",\"data\":\"lost\"}}");
            assertThat(list.body()).contains("\"gone\":[\"unknown\"]", "\"secConnectionID\":\"" + gateway.id(0) + "\"");
            assertThat(gateway.sendText(gateway.id(0), "arrives").statusCode()).isEqualTo(200);
            assertThat(client.awaitTexts(1)).containsExactly("arrives");
        }
    }

    @Test
    void aConnectionIsCutWithoutACloseFrame() {
        try (GatewayFixture gateway = gateway();
                TestClient client = gateway.connect();
                Watch watch = new ConsoleClient(gateway).watch()) {
            begin(new ConsoleClient(gateway), "{\"kind\":\"cut\",\"connection\":\"" + gateway.id(0) + "\"}");
            assertThat(watch.next("fault").path("state").textValue()).isEqualTo("begun");
            JsonNode end = watch.next("end");
            assertThat(end.path("cause").textValue()).isEqualTo("connection-lost");
            assertThat(client.awaitClosed().code()).isEqualTo(1006);
        }
    }

    @Test
    void aConnectionIsNotReadForAWhileAndStaysAlive() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.console.console = true;
                    options.console.faults = true;
                    options.connections.ping = 1;
                    options.connections.pong = 1;
                });
                TestClient client = gateway.connect()) {
            ConsoleClient console = new ConsoleClient(gateway);
            long id = begin(
                    console, "{\"kind\":\"pause-reading\",\"connection\":\"" + gateway.id(0) + "\",\"seconds\":60}");
            client.send("waits");
            long start = System.nanoTime();
            Await.until("pings and pongs", () -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(3500));
            assertThat(client.isClosed()).isFalse();
            assertThat(gateway.functions.messages()).isEmpty();
            assertThat(ConsoleClient.json(console.get("faults"))
                            .path("faults")
                            .path(0)
                            .path("kind")
                            .textValue())
                    .isEqualTo("pause-reading");
            assertThat(console.delete("faults/" + id).statusCode()).isEqualTo(200);
            Await.until("the message", () -> gateway.functions.messages().size() == 1);
            assertThat(console.delete("faults/" + id).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aConnectionThatIsNotReadStillEnds() {
        try (GatewayFixture gateway = gateway();
                TestClient client = gateway.connect();
                TestClient closing = gateway.connect()) {
            ConsoleClient console = new ConsoleClient(gateway);
            for (int i = 0; i < 2; i++) {
                begin(console, "{\"kind\":\"pause-reading\",\"connection\":\"" + gateway.id(i) + "\",\"seconds\":60}");
            }
            console.post("close", "{\"id\":\"" + gateway.id(0) + "\",\"code\":4000}");
            assertThat(client.awaitClosed().code()).isEqualTo(4000);
            closing.send("last words");
            begin(console, "{\"kind\":\"cut\",\"connection\":\"" + gateway.id(1) + "\"}");
            assertThat(closing.awaitClosed().code()).isEqualTo(1006);
            Await.until("cleanups", () -> gateway.functions.cleanups().size() == 2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                              | 400 | kind is missing",
                "{\"kind\":\"burn\",\"seconds\":1}               | 400 | kind must be one of delay, drop",
                "{\"kind\":\"fail\"}                             | 400 | seconds is missing",
                "{\"kind\":\"fail\",\"seconds\":601}             | 400 | seconds must be a number from 1 to 600",
                "{\"kind\":\"fail\",\"seconds\":1,\"count\":0}   | 400 | count must be a number from 1 to 1000",
                "{\"kind\":\"fail\",\"seconds\":1,\"function\":\"api\"} | 400 | function must be register",
                "{\"kind\":\"push-410\",\"seconds\":1,\"function\":\"register\"} | 400 | function goes with",
                "{\"kind\":\"cut\"}                              | 400 | connection is missing",
                "{\"kind\":\"cut\",\"connection\":\"unknown\"}   | 404 | not open here",
                "{\"kind\":\"delay\",\"seconds\":1,\"millis\":60001} | 400 | millis must be",
                "{\"kind\":\"database\",\"seconds\":1}         | 400 | only the console of ./run",
            })
    void aFaultThatIsNotUnderstoodIsAnError(String body, int status, String complaint) {
        try (GatewayFixture gateway = gateway()) {
            HttpResponse<String> answer = new ConsoleClient(gateway).post("faults", body);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(complaint);
        }
    }

    @Test
    void noMoreFaultsThanTheLimit() {
        try (GatewayFixture gateway = gateway()) {
            ConsoleClient console = new ConsoleClient(gateway);
            for (int i = 0; i < 32; i++) {
                begin(console, "{\"kind\":\"push-503\",\"api\":\"other\",\"seconds\":60}");
            }
            assertThat(console.post("faults", "{\"kind\":\"push-503\",\"seconds\":60}")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(ConsoleClient.json(console.get("faults")).path("faults")).hasSize(32);
        }
    }
}
