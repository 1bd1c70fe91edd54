package scf.websocket.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.DataType;
import scf.websocket.event.TraceParent;

class HttpReversePushTest {
    private static final Message HELLO = Message.text("hello");

    private final ObjectMapper mapper = new ObjectMapper();
    private final GatewayDouble gateway = new GatewayDouble();
    private HttpReversePush push = push(Map.of());

    @AfterEach
    void close() {
        push.close();
        gateway.close();
    }

    @Test
    void postsTextAsDocumented() throws Exception {
        PushReport report = push.send(ids("xawexasdfewezdfsdfeasdfffa=="), HELLO, soon());

        assertThat(report.delivered()).isEqualTo(1);
        assertThat(gateway.bodies.poll())
                .isEqualTo(
                        mapper.readTree(
                                "{\"websocket\":{\"action\":\"data send\","
                                        + "\"secConnectionID\":\"xawexasdfewezdfsdfeasdfffa==\",\"dataType\":\"text\",\"data\":\"hello\"}}"));
        var request = gateway.requests.poll();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getUrl().encodedPath()).isEqualTo("/api-local");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Content-Length")).isNotNull();
        assertThat(request.getHeaders().get("Authorization")).isNull();
    }

    @Test
    void pushesOfATraceSaySoAndOthersDoNot() {
        String position = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        ReversePush traced = push.traced(TraceParent.parse(position).orElseThrow());
        traced.send(ids("a"), HELLO, soon());
        traced.close(ConnectionId.of("a"), CloseReason.of(4001, "bye"), soon());
        push.send(ids("a"), HELLO, soon());

        assertThat(gateway.requests)
                .extracting(request -> request.getHeaders().get(TraceParent.HEADER))
                .containsExactly(position, position, null);
        // On one connection: the view shares the client.
        assertThat(gateway.requests)
                .extracting(request -> request.getExchangeIndex())
                .containsExactly(0, 1, 2);
    }

    @Test
    void postsBytesAsBase64() {
        push.send(ids("a"), Message.binary(new byte[] {0, 1, 2, 3, -1, -2}), soon());

        var websocket = gateway.bodies.poll().get("websocket");
        assertThat(websocket.get("dataType").asText()).isEqualTo("binary");
        assertThat(websocket.get("data").asText()).isEqualTo("AAECA//+");
    }

    @Test
    void postsAnyTextUnchanged() {
        String text = "\"quotes\" \\ \u0000\u001f\n\u2028 中文 \uD83D\uDE00 </script>";
        push.send(ids("a"), Message.text(text), soon());
        push.send(ids("a"), Message.text("half \uD83D pair"), soon());

        assertThat(gateway.bodies.poll().at("/websocket/data").asText()).isEqualTo(text);
        assertThat(gateway.bodies.poll().at("/websocket/data").asText()).isEqualTo("half \uFFFD pair");
    }

    @Test
    void aCloseReasonHasAShortTextAndACodeThatAServerMaySend() {
        assertThat(CloseReason.of(4001, "half \uD83D pair").text()).isEqualTo("half \uFFFD pair");
        // One byte each as question marks, but three as replacement characters.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloseReason.of(4001, "\uD83D".repeat(42)))
                .withMessageContaining("longer than 123 bytes");
        assertThat(CloseReason.of(4001, "\uD83D".repeat(41)).text()).hasSize(41);
        for (int code : new int[] {999, 1002, 1004, 1005, 1006, 1010, 1015, 1016, 2999, 5000}) {
            assertThatIllegalArgumentException().isThrownBy(() -> CloseReason.of(code, ""));
        }
    }

    @Test
    void closesAsDocumented() throws Exception {
        PushReport report = push.close(ConnectionId.of("a"), CloseReason.of(4001, "bye"), soon());

        assertThat(report.delivered()).isEqualTo(1);
        assertThat(gateway.bodies.poll())
                .isEqualTo(mapper.readTree("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"a\"}}"));
    }

    @Test
    void closesWithCodeAndReasonIfTheGatewayIsExtended() throws Exception {
        push = push(Map.of("PUSH_EXTENDED", "true"));
        push.close(ConnectionId.of("a"), CloseReason.of(4001, "b\"ye"), soon());

        assertThat(gateway.bodies.poll())
                .isEqualTo(mapper.readTree("{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"a\","
                        + "\"closeCode\":4001,\"closeReason\":\"b\\\"ye\"}}"));
    }

    @Test
    void postsWhatConcernsAGroup() throws Exception {
        gateway.always = GatewayDouble.json(200, "{\"errNo\":0,\"errMsg\":\"ok\"}");
        for (GroupPush one : List.of(
                GroupPush.join("room \"42\"", ConnectionId.of("a")),
                GroupPush.leave("你", ConnectionId.of("a")),
                GroupPush.send("*", HELLO, ids("a", "b")),
                GroupPush.send("room", HELLO, List.of()),
                GroupPush.close("room", CloseReason.of(4001, "closed")))) {
            assertThat(push.group(one, soon()).delivered()).isEqualTo(1);
        }

        assertThat(gateway.bodies)
                .containsExactly(
                        websocket("{'action':'join','group':'room \\\"42\\\"','secConnectionID':'a'}"),
                        websocket("{'action':'leave','group':'你','secConnectionID':'a'}"),
                        websocket("{'action':'data send','group':'*','except':['a','b'],"
                                + "'dataType':'text','data':'hello'}"),
                        websocket("{'action':'data send','group':'room','dataType':'text','data':'hello'}"),
                        websocket("{'action':'closing','group':'room','closeCode':4001,'closeReason':'closed'}"));
        var request = gateway.requests.poll();
        assertThat(request.getHeaders().get("Content-Length"))
                .isEqualTo(Integer.toString(request.getBody().size()));
    }

    @Test
    void postsWhatConcernsAnOrderedGroup() throws Exception {
        gateway.always = GatewayDouble.json(200, "{\"errNo\":0,\"errMsg\":\"ok\"}");
        push.group(
                GroupPush.joinOrdered("room", ConnectionId.of("a"), OrderedJoin.of("e", 7, DataType.TEXT, HELLO)),
                soon());
        push.group(GroupPush.sendOrdered("room", NumberedMessage.of("e", 8, HELLO)), soon());

        assertThat(gateway.bodies)
                .containsExactly(
                        websocket("{'action':'join','group':'room','secConnectionID':'a','epoch':'e','after':7,"
                                + "'takes':'text','lost':{'dataType':'text','data':'hello'}}"),
                        websocket("{'action':'data send','group':'room','epoch':'e','seq':8,'data':'hello'}"));
    }

    @Test
    void reportsWhatTheGatewayAnswersToAGroup() {
        GroupPush join = GroupPush.join("room", ConnectionId.of("a"));
        GroupPush send = GroupPush.send("room", HELLO, ids("a"));
        gateway.always = GatewayDouble.json(410, "");
        assertThat(push.group(join, soon()).gone()).containsExactly(ConnectionId.of("a"));
        assertThat(push.group(send, soon()).gone()).isEmpty();
        gateway.always = GatewayDouble.json(413, "");
        assertThat(push.group(send, soon()).tooLarge()).isTrue();
        gateway.always = GatewayDouble.json(400, "{\"errNo\":304}");
        assertThat(push.group(send, soon()).failed()).isEqualTo(1);
        gateway.always = GatewayDouble.json(500, "");
        assertThat(push.group(send, soon()).uncertain()).isEqualTo(1);
    }

    private JsonNode websocket(String json) throws Exception {
        return mapper.readTree(("{'websocket':" + json + "}").replace('\'', '"'));
    }

    @Test
    void sendsTheTokenIfConfigured() {
        push = push(Map.of("PUSH_TOKEN", "t0ken"));
        push.send(ids("a"), HELLO, soon());

        assertThat(gateway.requests.poll().getHeaders().get("Authorization")).isEqualTo("Bearer t0ken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"errNo\":0,\"errMsg\":\"ok\"} | DELIVERED",
                "200 | {\"errNo\":\"0\"} | DELIVERED",
                "200 | {\"errMsg\":\"ok\",\"more\":[{}],\"errNo\":0} | DELIVERED",
                "200 | {\"errNo\":7,\"errMsg\":\"no\"} | FAILED",
                "200 | {} | UNCERTAIN",
                "200 | [] | UNCERTAIN",
                "200 | <html> | UNCERTAIN",
                "200 | '' | UNCERTAIN",
                "410 | '' | GONE",
                "410 | {\"errNo\":410} | GONE",
                "400 | {\"errNo\":0} | FAILED",
                "401 | {\"errNo\":0} | FAILED",
                "404 | {\"errNo\":0} | FAILED",
                "301 | {\"errNo\":0} | FAILED",
                "413 | {\"errNo\":413} | TOO_LARGE",
                "500 | {\"errNo\":0} | UNCERTAIN",
                "502 | <html> | UNCERTAIN",
                "504 | {\"errNo\":314} | UNCERTAIN",
                "503 | {\"errNo\":313} | FAILED",
                "503 | {\"errNo\":0} | FAILED",
                "204 | '' | UNCERTAIN"
            })
    void derivesTheOutcomeFromStatusAndNumber(int status, String body, PushOutcome expected) {
        gateway.always = GatewayDouble.json(status, body);
        PushReport report = push.send(ids("a"), HELLO, soon());

        assertThat(report.delivered()).isEqualTo(expected == PushOutcome.DELIVERED ? 1 : 0);
        assertThat(report.gone()).hasSize(expected == PushOutcome.GONE ? 1 : 0);
        boolean failed = expected != PushOutcome.DELIVERED && expected != PushOutcome.GONE;
        assertThat(report.uncertain()).isEqualTo(expected == PushOutcome.UNCERTAIN ? 1 : 0);
        assertThat(report.failed()).isEqualTo(failed ? 1 : 0);
        assertThat(report.failure().isPresent()).isEqualTo(failed);
        assertThat(report.tooLarge()).isEqualTo(expected == PushOutcome.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void stopsWhenTheGatewayRefusesAMessageAsTooLarge(String extended) {
        gateway.extended = true;
        gateway.always = GatewayDouble.json(413, "{\"errNo\":413}");
        push = push(Map.of("PUSH_EXTENDED", extended, "PUSH_PARALLELISM", "4"));
        PushReport report = push.send(many(2500), HELLO, soon());

        assertThat(report.tooLarge()).isTrue();
        assertThat(report.failed()).isEqualTo(2500);
        assertThat(report.failure()).contains("HTTP 413");
        assertThat(gateway.server.getRequestCount()).isLessThanOrEqualTo(5);
    }

    @Test
    void countsBytesAsTheClientReceivesThem() {
        assertThat(Message.text("a中😀").payloadBytes()).isEqualTo(8);
        assertThat(Message.text("half \uD83D pair").payloadBytes()).isEqualTo(13);
        for (int size = 0; size < 10; size++) {
            assertThat(Message.binary(new byte[size]).payloadBytes()).isEqualTo(size);
        }
    }

    @Test
    void reachesEachOfAThousandConnectionsOnceOverFewSockets() {
        gateway.gone.add("id-17");
        PushReport report = push.send(many(1000), HELLO, Deadline.in(Duration.ofSeconds(20), System::nanoTime));

        assertThat(report.delivered()).isEqualTo(999);
        assertThat(report.gone()).containsExactly(ConnectionId.of("id-17"));
        assertThat(report.failed()).isZero();
        assertThat(gateway.singles())
                .hasSize(1000)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(gateway.requests.stream()
                        .map(request -> request.getConnectionIndex())
                        .distinct())
                .hasSizeLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void sendsNoMessageTwiceIfTheConnectionBreaksBeforeAnAnswer(String extended) {
        push = push(Map.of("PUSH_EXTENDED", extended));
        gateway.always = new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
        PushReport report = push.send(ids("a", "b"), HELLO, soon());

        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.uncertain()).as("it may have been forwarded").isEqualTo(2);
        assertThat(gateway.server.getRequestCount()).isEqualTo(extended.equals("true") ? 1 : 2);
    }

    @Test
    void repeatsAnIdempotentRequestIfTheConnectionBreaksBeforeAnAnswer() {
        push = push(Map.of("PUSH_EXTENDED", "true"));
        gateway.always = new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
        push.close(ConnectionId.of("a"), CloseReason.NORMAL, soon());
        push.probe(ids("a", "b"), soon());

        assertThat(gateway.server.getRequestCount()).isEqualTo(4);
    }

    @Test
    void followsNoRedirect() {
        gateway.always = GatewayDouble.json(307, "")
                .newBuilder()
                .addHeader("Location", "/elsewhere")
                .build();

        assertThat(push.send(ids("a"), HELLO, soon()).failure()).contains("HTTP 307");
        assertThat(gateway.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void doesNotResendForRetryAfter() {
        gateway.always = GatewayDouble.json(503, "{\"errNo\":308}")
                .newBuilder()
                .addHeader("Retry-After", "0")
                .build();

        assertThat(push.send(ids("a"), HELLO, soon()).failure()).contains("HTTP 503");
        assertThat(gateway.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void usesANewConnectionIfThePooledOneIsClosed() throws Exception {
        try (HangingUp server = new HangingUp()) {
            push = HttpReversePush.of(Settings.of(Map.of("PUSH_URL", server.url())), System::nanoTime);
            for (int i = 1; i <= 20; i++) {
                assertThat(push.send(ids("a"), HELLO, soon()).delivered())
                        .as("push " + i)
                        .isEqualTo(1);
                server.awaitHungUp(i);
            }
            assertThat(server.requests()).isEqualTo(20);
        }
    }

    @Test
    void triesTheNextAddressIfTheFirstIsDead() throws Exception {
        InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        InetAddress alive = InetAddress.getLoopbackAddress();
        try (HangingUp server = new HangingUp();
                ServerSocket full = new ServerSocket(server.port(), 1, dead);
                Socket one = new Socket(dead, full.getLocalPort());
                Socket two = new Socket(dead, full.getLocalPort());
                HttpPushClient client = HttpPushClient.of(
                        Settings.of(Map.of("PUSH_URL", "http://two-addresses:" + server.port() + "/")),
                        name -> List.of(dead, alive),
                        System::nanoTime)) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            HttpPushBody body = HttpPushBody.single(JsonPushBody.send(HELLO), ConnectionId.of("a"));

            assertThat(client.post(body, false, soon()).outcome()).isEqualTo(PushOutcome.DELIVERED);
        }
    }

    @Test
    void doesNotRetryOnceAnAnswerHasBegun() {
        gateway.always = new MockResponse.Builder()
                .body("x".repeat(10_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
        PushReport report = push.send(ids("a"), HELLO, soon());

        assertThat(report.failed()).isEqualTo(1);
        assertThat(gateway.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void givesUpOnASlowGatewayAfterTheTimeOut() {
        push = push(Map.of("PUSH_TIMEOUT_MILLIS", "300"));
        gateway.always = GatewayDouble.slow(200, GatewayDouble.OK, 3000);
        long start = System.nanoTime();
        PushReport report = push.send(ids("a"), HELLO, soon());

        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.uncertain()).isEqualTo(1);
        assertThat(elapsed(start)).isLessThan(Duration.ofMillis(1500));
        assertThat(gateway.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void returnsByTheDeadlineHoweverManyAreLeft() {
        gateway.always = GatewayDouble.slow(200, GatewayDouble.OK, 200);
        push = push(Map.of("PUSH_PARALLELISM", "4"));
        long start = System.nanoTime();
        PushReport report = push.send(many(1000), HELLO, Deadline.in(Duration.ofMillis(700), System::nanoTime));

        assertThat(elapsed(start)).isLessThan(Duration.ofMillis(1200));
        assertThat(report.delivered()).isBetween(4, 16);
        assertThat(report.delivered() + report.failed()).isEqualTo(1000);
        assertThat(report.uncertain())
                .as("requests in progress at the deadline")
                .isBetween(1, 4);
        assertThat(report.gone()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    @Timeout(20)
    void returnsByTheDeadlineDuringADnsLookup(String extended) {
        Map<String, String> environment = new HashMap<>(gateway.environment());
        environment.put("PUSH_EXTENDED", extended);
        Settings settings = Settings.of(environment);
        CountDownLatch end = new CountDownLatch(1);
        push = HttpReversePush.of(
                settings,
                () -> HttpPushClient.of(
                        settings,
                        host -> {
                            awaitUninterruptibly(end);
                            throw new UnknownHostException(host);
                        },
                        System::nanoTime));
        PushReport report = push.send(ids("a", "b"), HELLO, Deadline.in(Duration.ofMillis(100), System::nanoTime));
        end.countDown();

        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.failure()).contains("no answer before the deadline");
    }

    @Test
    void failsWithoutAnExceptionIfNothingListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        push = HttpReversePush.of(
                Settings.of(Map.of("PUSH_URL", "http://127.0.0.1:" + port + "/api-local")), System::nanoTime);

        PushReport report = push.send(many(100), HELLO, soon());
        assertThat(report.failed()).isEqualTo(100);
        assertThat(report.uncertain()).as("nobody received it").isZero();
        assertThat(report.failure()).contains("ConnectException");
    }

    @Test
    void sendsBatchesToAGatewayThatSupportsThem() {
        gateway.extended = true;
        gateway.gone.add("id-7");
        push = push(Map.of("PUSH_EXTENDED", "true"));
        PushReport report = push.send(many(2500), HELLO, soon());

        assertThat(report.delivered()).isEqualTo(2499);
        assertThat(report.gone()).containsExactly(ConnectionId.of("id-7"));
        assertThat(gateway.batches()).containsExactly(1000, 1000, 500);
        assertThat(gateway.singles()).isEmpty();
    }

    @Test
    void fallsBackToSinglesIfBatchesAreNotSupportedAndRemembers() {
        push = push(Map.of("PUSH_EXTENDED", "true"));
        assertThat(push.send(many(10), HELLO, soon()).delivered()).isEqualTo(10);
        assertThat(push.send(many(10), HELLO, soon()).delivered()).isEqualTo(10);

        assertThat(gateway.batches()).hasSize(1);
        assertThat(gateway.singles())
                .hasSize(10)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(2));
    }

    @Test
    void treatsAnAnswerWithoutListsAsNoSupportForBatches() {
        gateway.always = GatewayDouble.json(200, GatewayDouble.OK);
        push = push(Map.of("PUSH_EXTENDED", "true"));

        assertThat(push.send(many(3), HELLO, soon()).delivered()).isEqualTo(3);
        assertThat(gateway.singles()).hasSize(3);
    }

    @Test
    void doesNotFallBackWhileTheGatewayIsDown() {
        gateway.extended = true;
        gateway.always = GatewayDouble.json(503, "");
        push = push(Map.of("PUSH_EXTENDED", "true"));
        PushReport down = push.send(many(10), HELLO, soon());
        gateway.always = null;
        PushReport up = push.send(many(10), HELLO, soon());

        assertThat(down.failed()).isEqualTo(10);
        assertThat(down.uncertain()).isZero();
        assertThat(down.failure()).contains("HTTP 503");
        assertThat(up.delivered()).isEqualTo(10);
        assertThat(gateway.batches()).hasSize(2);
        assertThat(gateway.singles()).isEmpty();
    }

    @Test
    void reportsForEachRecipientOfABatchWhetherTheOutcomeIsUncertain() {
        gateway.always = GatewayDouble.json(
                200,
                "{\"errNo\":0,\"gone\":[],\"failed\":["
                        + "{\"secConnectionID\":\"id-0\",\"reason\":\"node-unreachable\"},"
                        + "{\"reason\":\"node-timeout\",\"secConnectionID\":\"id-1\"},"
                        + "{\"secConnectionID\":\"id-2\",\"reason\":\"slow-consumer\"},"
                        + "{\"secConnectionID\":\"id-3\",\"reason\":\"internal-error\"},"
                        + "{\"secConnectionID\":\"id-4\",\"reason\":\"of-another-version\"},"
                        + "{\"secConnectionID\":\"id-5\",\"reason\":\"node-busy\"},"
                        + "{\"secConnectionID\":\"id-6\"},\"id-7\"]}");
        push = push(Map.of("PUSH_EXTENDED", "true"));
        PushReport report = push.send(many(10), HELLO, soon());

        assertThat(report.delivered()).isEqualTo(2);
        assertThat(report.failed()).isEqualTo(8);
        assertThat(report.uncertain()).isEqualTo(5);
    }

    @Test
    void anUnansweredBatchIsUncertainForEveryRecipient() {
        push = push(Map.of("PUSH_EXTENDED", "true", "PUSH_TIMEOUT_MILLIS", "300"));
        gateway.always = GatewayDouble.slow(200, GatewayDouble.OK, 3000);
        PushReport report = push.send(many(3), HELLO, soon());

        assertThat(report.failed()).isEqualTo(3);
        assertThat(report.uncertain()).isEqualTo(3);
    }

    @Test
    void ignoresConnectionsThatWereNotRequested() {
        gateway.always = GatewayDouble.json(
                200,
                "{\"errNo\":0,\"gone\":[\"id-0\",\"somebody-else\"],"
                        + "\"failed\":[{\"secConnectionID\":\"id-1\",\"reason\":\"slow\"},{\"secConnectionID\":\"another\"}]}");
        push = push(Map.of("PUSH_EXTENDED", "true"));
        PushReport report = push.send(many(3), HELLO, soon());

        assertThat(report.gone()).containsExactly(ConnectionId.of("id-0"));
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.delivered()).isEqualTo(1);
    }

    @Test
    void asksWhichConnectionsAreOpenWithoutSendingAnything() {
        gateway.extended = true;
        gateway.gone.add("id-1");
        push = push(Map.of("PUSH_EXTENDED", "true"));
        PushReport report = push.probe(many(3), soon());

        assertThat(report.gone()).containsExactly(ConnectionId.of("id-1"));
        assertThat(report.delivered()).isEqualTo(2);
        var websocket = gateway.bodies.poll().get("websocket");
        assertThat(websocket.get("action").asText()).isEqualTo("probe");
        assertThat(websocket.has("data")).isFalse();
    }

    @Test
    void doesNotProbeAGatewayThatDoesNotSupportIt() {
        assertThat(push.probe(many(3), soon()).failed()).isEqualTo(3);
        assertThat(gateway.bodies).isEmpty();
    }

    @Test
    void needsAUrl() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> HttpReversePush.of(Settings.of(Map.of()), System::nanoTime))
                .withMessageContaining("PUSH_URL");
    }

    private HttpReversePush push(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(gateway.environment());
        environment.putAll(more);
        // A busy machine must not affect these tests; some set their own time-out.
        environment.putIfAbsent("PUSH_TIMEOUT_MILLIS", "15000");
        return HttpReversePush.of(Settings.of(environment), System::nanoTime);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10), System::nanoTime);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static List<ConnectionId> ids(String... values) {
        return List.of(values).stream().map(ConnectionId::of).collect(Collectors.toList());
    }

    private static List<ConnectionId> many(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> ConnectionId.of("id-" + i))
                .collect(Collectors.toList());
    }
}
