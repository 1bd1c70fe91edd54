package scf.websocket.webfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.testing.process.JdkChatClient;

/** Tests the Web function with clients: two instances of one package as on SCF, a real MariaDB and a real Redis. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class WebFunctionIT {
    private static final Checkout CHECKOUT =
            new Checkout(Path.of("..").toAbsolutePath().normalize());
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long BOUND_NANOS = 20_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 20_000_000L;

    @TempDir
    private static Path temporary;

    private static Path code;
    private static TrainingServers backends;
    private static WebFunctionInstance one;
    private static WebFunctionInstance two;

    @BeforeAll
    static void start() throws IOException {
        // Only the owner can access JUnit's temporary directory.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        code = UnpackedZip.readOnly(CHECKOUT.zip(), temporary.resolve("code"), FileTime.from(Instant.now()));
        backends = TrainingServers.start(CHECKOUT.work().resolve("database-of-tests-of-instances"), CHECKOUT.sql());
        one = instance("one", Map.of());
        two = instance("two", Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        for (WebFunctionInstance instance : new WebFunctionInstance[] {one, two}) {
            if (instance != null) {
                instance.close();
            }
        }
        if (backends != null) {
            backends.close();
        }
        UnpackedZip.makeWritable(temporary);
    }

    /** Starts an instance with the variables of web-fn/serverless.yml, those of the platform, and additional ones. */
    private static WebFunctionInstance instance(String name, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(backends.environment());
        environment.put("TENCENTCLOUD_RUNENV", "SCF");
        environment.put("TENCENTCLOUD_REGION", "ap-guangzhou");
        environment.put("SCF_NAMESPACE", "default");
        environment.put("SCF_FUNCTIONNAME", "web-fn-dev-scf-websocket");
        environment.put("SCF_FUNCTIONVERSION", "$LATEST");
        environment.putAll(more);
        return WebFunctionInstance.start(code, Files.createDirectories(temporary.resolve(name)), environment);
    }

    @BeforeEach
    void awaitSilence() throws Exception {
        await("no connections", () -> backends.connectionIds().isEmpty());
    }

    @Test
    void servesThePage() throws Exception {
        HttpResponse<String> page = get(one.process().page());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<html", "chat.js");
    }

    @Test
    void clientsOfTwoInstancesChat() throws Exception {
        try (JdkChatClient anna = client(one);
                JdkChatClient ben = client(two)) {
            anna.send("hello from one");
            assertThat(ben.text()).isEqualTo("hello from one");
            ben.send("你好");
            assertThat(anna.text()).isEqualTo("你好");
            ben.send(new byte[] {1, 2, 3});
            assertThat(anna.binary()).hasSize(3);
        }
    }

    @Test
    void aBackEndPushesToAnyClientThroughAnyInstance() throws Exception {
        try (JdkChatClient client = client(two)) {
            String id = onlyId();
            assertThat(push(one, "Bearer " + TrainingServers.PUSH_TOKEN, sending(id, "news"))
                            .body())
                    .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
            assertThat(client.text()).isEqualTo("news");
            assertThat(push(one, "Bearer a-token-that-is-wrong", sending(id, "spam"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 200", "4001, 456"})
    void aRegularCloseIsLoggedAs200AndAnyOtherAs456(int code, int status) throws Exception {
        try (JdkChatClient client = client(one)) {
            String id = onlyId();
            assertThat(client.leave(code)).isEqualTo(code);
            assertEnded(one, id, status, "client-close");
        }
    }

    @Test
    void aCloseByTheServerIsLoggedAs439() throws Exception {
        try (JdkChatClient client = client(one)) {
            String id = onlyId();
            push(
                    two,
                    "Bearer " + TrainingServers.PUSH_TOKEN,
                    "{\"websocket\":{\"action\":\"closing\",\"secConnectionID\":\"" + id + "\",\"closeCode\":4002}}");
            assertThat(client.closeCode()).isEqualTo(4002);
            assertEnded(one, id, 439, "kick");
        }
    }

    @Test
    @Tag("proof")
    void anIdleClientIsLoggedAs455AndOneAtItsMaximumAgeAs433() throws Exception {
        try (WebFunctionInstance brief = instance("brief", Map.of("GATEWAY_IDLE", "10", "GATEWAY_MAX_DURATION", "12"));
                JdkChatClient silent = client(brief)) {
            String idOfSilent = onlyId();
            try (JdkChatClient busy = client(brief)) {
                List<String> ids = backends.connectionIds();
                ids.remove(idOfSilent);
                // The chat room does not push to the sender, so only the sending client is busy.
                URI push = brief.process().publicPushUrl();
                long start = System.nanoTime();
                while (!busy.isClosed() && System.nanoTime() - start < BOUND_NANOS) {
                    post(push, "Bearer " + TrainingServers.PUSH_TOKEN, sending(ids.get(0), "still there?"));
                    LockSupport.parkNanos(10 * LOOK_AGAIN_NANOS);
                }
                assertThat(silent.closeCode()).isEqualTo(1001);
                assertThat(busy.closeCode()).isEqualTo(1001);
                assertEnded(brief, idOfSilent, 455, "idle");
                assertEnded(brief, ids.get(0), 433, "max-duration");
            }
        }
    }

    @Test
    void enforcesTheLimitsThatTencentDocuments() throws Exception {
        try (JdkChatClient fast = client(one)) {
            for (int i = 0; i < 40 && !fast.isClosed(); i++) {
                fast.trySend("m" + i);
            }
            assertThat(fast.closeCode()).isEqualTo(1008);
        }
        awaitSilence();
        try (JdkChatClient large = client(one);
                JdkChatClient other = client(two)) {
            large.send("x".repeat(256 * 1024));
            assertThat(firstLongText(other).length()).isEqualTo(256 * 1024);
        }
        try (JdkChatClient tooLarge = client(one)) {
            tooLarge.trySend("x".repeat(256 * 1024 + 1));
            assertThat(tooLarge.closeCode()).isEqualTo(1009);
        }
    }

    /** Skips what the client before sent, which may still be on its way from the other instance. */
    private static String firstLongText(JdkChatClient client) throws Exception {
        String text = client.text();
        while (text.length() < 100) {
            text = client.text();
        }
        return text;
    }

    @Test
    @Tag("proof")
    void anInstanceForOneConnectionRejectsTheSecond() throws Exception {
        try (WebFunctionInstance single = instance("single", Map.of("GATEWAY_MAX_CONNECTIONS", "1"));
                JdkChatClient first = client(single)) {
            assertThatThrownBy(() -> client(single))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class)
                    .cause()
                    .extracting(refused -> ((WebSocketHandshakeException) refused)
                            .getResponse()
                            .statusCode())
                    .isEqualTo(503);
            assertThat(first.isClosed()).isFalse();
        }
    }

    @Test
    @Tag("proof")
    void aThawedInstanceServesItsClientAndRejoinsTheOthers() throws Exception {
        try (WebFunctionInstance sleepy = instance("sleepy", Map.of("GATEWAY_NODE_LEASE", "3"))) {
            try (JdkChatClient before = client(sleepy)) {
                before.leave(1000);
            }
            sleepy.freeze();
            try {
                // Longer than its lease, so that the others consider it dead.
                long start = System.nanoTime();
                await("the lease to expire", () -> System.nanoTime() - start > 5_000_000_000L);
            } finally {
                sleepy.thaw();
            }
            try (JdkChatClient woke = client(sleepy);
                    JdkChatClient other = client(one)) {
                other.send("good morning");
                assertThat(woke.text()).isEqualTo("good morning");
            }
        }
    }

    private static JdkChatClient client(WebFunctionInstance instance) {
        return JdkChatClient.open(HTTP, instance.process().webSocket());
    }

    /** Returns the id of the only connected client. */
    private static String onlyId() throws Exception {
        await("exactly one client", () -> backends.connectionIds().size() == 1);
        return backends.connectionIds().get(0);
    }

    /** Verifies that the end is logged and counted, and the row deleted. */
    private static void assertEnded(WebFunctionInstance instance, String id, int status, String cause)
            throws Exception {
        await("cleanup of " + id, () -> !backends.connectionIds().contains(id));
        await("log line of " + id, () -> instance.logLines().anyMatch(line -> isEnd(line, id)));
        assertThat(instance.logLines().filter(line -> isEnd(line, id)))
                .singleElement()
                .asString()
                .contains("\"cause\":\"" + cause + "\"", "\"status\":" + status);
        assertThat(get(instance.process().pushUrl().resolve("/metrics")).body())
                .contains("gateway_connections_ended_total{status=\"" + status + "\"}");
    }

    private static boolean isEnd(String line, String id) {
        return line.contains("\"connection ended\"") && line.contains(id);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(BOUND_NANOS);
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static String sending(String id, String text) {
        return "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"" + text + "\"}}";
    }

    private static HttpResponse<String> push(WebFunctionInstance instance, String authorization, String body)
            throws IOException, InterruptedException {
        return post(instance.process().publicPushUrl(), authorization, body);
    }

    private static HttpResponse<String> post(URI url, String authorization, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(url)
                        .header("Authorization", authorization)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
}
