package scf.websocket.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.event.EventSignature;
import scf.websocket.jar.FunctionJarContract;
import scf.websocket.jar.FunctionProcess;
import scf.websocket.jar.TcpRelay;
import scf.websocket.jar.TestDatabase;

class RegisterFunctionJarIT extends FunctionJarContract {
    private static final String HANDLER = "scf.websocket.register.RegisterFunction::mainHandler";
    private static final Path JAR = Path.of("target", "register-fn.jar");

    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    @BeforeEach
    void emptyTheTable() {
        database.reset(0);
    }

    @Override
    protected Path jar() {
        return JAR;
    }

    @Override
    protected List<String> handlers() {
        return List.of(HANDLER);
    }

    @Override
    protected int maxLoadedClasses() {
        return 540;
    }

    @Override
    protected Map<String, String> environment(Map<String, String> more) {
        return database.environment(more);
    }

    @Test
    void answersTheDocumentedEventsAsDocumented() throws Exception {
        try (FunctionProcess function = start(database.environment(Map.of("SUBPROTOCOLS", "binary,chat")))) {
            assertThat(function.fixture("register"))
                    .isEqualTo(json("{'errNo':0,'errMsg':'ok','websocket':{'action':'connecting',"
                            + "'secConnectionID':'" + ID + "','secWebSocketProtocol':'chat'}}"));
            assertThat(database.ids()).containsExactly(ID);
            assertThat(function.fixture("register-plain"))
                    .isEqualTo(json("{'errNo':0,'errMsg':'ok','websocket':{'action':'connecting',"
                            + "'secConnectionID':'" + ID + "'}}"));
            assertThat(function.fixture("register-service-id").get("errNo").asInt())
                    .isZero();
            assertThat(function.fixture("register-unknown-fields").get("errNo").asInt())
                    .isZero();
            assertThat(function.fixture("register-no-request-context"))
                    .isEqualTo(json("{'errNo':101,'errMsg':'not found request context'}"));
            assertThat(function.fixture("register-no-websocket"))
                    .isEqualTo(json("{'errNo':102,'errMsg':'not found websocket'}"));
            assertThat(function.fixture("function-url-register").get("errNo").asInt())
                    .isZero();
            assertThat(function.fixture("function-url-broken-body").get("errNo").asInt())
                    .isEqualTo(104);
            assertThat(database.ids()).containsExactly(ID);
            assertThat(function.log())
                    .filteredOn(line -> line.contains("\"function\":\"register\""))
                    .hasSize(8)
                    .first()
                    .satisfies(line -> assertThat(new ObjectMapper()
                                    .readTree(line)
                                    .get("connection")
                                    .asText())
                            .isEqualTo(ID));
        }
    }

    @Test
    void refusesWith201WhileTheDatabaseIsDownAndAcceptsAfterwards() throws Exception {
        try (FunctionProcess function = start(database.environment(Map.of()))) {
            assertThat(function.fixture("register").get("errNo").asInt()).isZero();
            database.server().kill();
            long start = System.nanoTime();
            assertThat(function.fixture("register").get("errNo").asInt()).isEqualTo(201);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));

            database.server().startAgain();
            long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            int errNo = 201;
            while (errNo == 201 && System.nanoTime() < deadline) {
                errNo = function.fixture("register").get("errNo").asInt();
            }
            assertThat(errNo).isZero();
        }
    }

    @Test
    void followsTheDatabaseNameToANewAddress() throws Exception {
        Path hosts = Path.of("target", "hosts").toAbsolutePath();
        Files.writeString(hosts, "127.0.0.2 database.test\n");
        int server = database.server().port();
        try (TcpRelay first = new TcpRelay(loopback(2), 0, server);
                TcpRelay second = new TcpRelay(loopback(3), first.port(), server);
                FunctionProcess function = FunctionProcess.start(
                        HANDLER,
                        database.environment(
                                Map.of("DB_HOST", "database.test", "DB_PORT", Integer.toString(first.port()))),
                        List.of(JAR),
                        "-Djdk.net.hosts.file=" + hosts,
                        // The JVM's default of 30 s is for production.
                        "-Dsun.net.inetaddr.ttl=1")) {
            assertThat(function.fixture("register").get("errNo").asInt()).isZero();
            assertThat(first.accepted()).isPositive();
            Files.writeString(hosts, "127.0.0.3 database.test\n");
            first.stop();

            long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
            int errNo = 201;
            while (errNo == 201 && System.nanoTime() < deadline) {
                errNo = function.fixture("register").get("errNo").asInt();
            }
            assertThat(errNo).isZero();
            assertThat(second.accepted()).isPositive();
        }
    }

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    @Test
    void withKeysRefusesUnsignedAndAlteredEventsThroughAFunctionUrl() throws Exception {
        String key = "0123456789abcdef0123456789abcdef";
        EventSignature signature = EventSignature.of(key, Clock.systemUTC());
        String body =
                json("{'requestContext':{'serviceName':'s'},'websocket':{'action':'connecting','secConnectionID':'" + ID
                                + "'}}")
                        .toString();
        String header = signature.sign(body.getBytes(StandardCharsets.UTF_8));
        String old = EventSignature.of(key, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6)))
                .sign(body.getBytes(StandardCharsets.UTF_8));
        String unknown = EventSignature.of("another-key-another-key-another-key", Clock.systemUTC())
                .sign(body.getBytes(StandardCharsets.UTF_8));
        try (FunctionProcess function = start(
                database.environment(Map.of("EVENT_SIGNING_KEYS", "a-newer-key-a-newer-key-a-newer-key," + key)))) {
            assertThat(function.event(envelope(body, null)))
                    .isEqualTo(json("{'errNo':106,'errMsg':'the event is not signed'}"));
            assertThat(function.event(envelope(body.replace("xawex", "yawex"), header)))
                    .isEqualTo(json("{'errNo':106,'errMsg':'the signature does not fit the event'}"));
            assertThat(function.event(envelope(body, old)))
                    .isEqualTo(json("{'errNo':106,'errMsg':'the signature is stale'}"));
            assertThat(function.event(envelope(body, unknown)))
                    .isEqualTo(json("{'errNo':106,'errMsg':'the event is signed with an unknown key'}"));
            assertThat(database.ids()).isEmpty();

            assertThat(function.event(envelope(body, header)).get("errNo").asInt())
                    .isZero();
            assertThat(database.ids()).containsExactly(ID);
            assertThat(function.fixture("register").get("errNo").asInt())
                    .as("a direct event")
                    .isZero();
        }
        try (FunctionProcess function = start(database.environment(Map.of("EVENT_SIGNING_KEYS", "short")))) {
            assertThat(function.failure())
                    .contains("EVENT_SIGNING_KEYS should be one key")
                    .doesNotContain("short");
        }
    }

    /** Wraps a body as a Function URL does, with lower-case header names. */
    private static String envelope(String body, String signature) {
        ObjectNode envelope = new ObjectMapper().createObjectNode();
        ObjectNode headers = envelope.putObject("headers").put("content-type", "application/json; charset=utf-8");
        if (signature != null) {
            headers.put("x-scfws-signature", signature);
        }
        return envelope.put("httpMethod", "POST")
                .put("path", "/")
                .put("body", body)
                .toString();
    }

    @Test
    void loadsNoJsonParserAndNoHttpClientForADirectEvent() throws Exception {
        Path classes = Path.of("target", "loaded-classes.txt");
        try (FunctionProcess function = FunctionProcess.start(
                HANDLER, database.environment(Map.of()), List.of(JAR), "-Xlog:class+load:file=" + classes)) {
            assertThat(function.fixture("register").get("errNo").asInt()).isZero();
        }
        assertThat(Files.readString(classes))
                .contains("scf.websocket.register.RegisterFunction")
                .doesNotContain("scf.websocket.shaded.jackson.core.JsonFactory ")
                .doesNotContain("scf.websocket.shaded.okhttp3")
                .doesNotContain("scf.websocket.shaded.kotlin")
                .doesNotContain("scf.websocket.push.HttpReversePush ");
    }

    @Test
    void namesTheVariableThatIsMissingOrMalformed() throws Exception {
        try (FunctionProcess function = start(Map.of("DB_USER", "u"))) {
            assertThat(function.failure()).contains("DB_HOST is missing");
        }
        try (FunctionProcess function = start(database.environment(Map.of("WEBSOCKET_APP", "no.such.App")))) {
            assertThat(function.failure()).contains("WEBSOCKET_APP names a class that is not in the function's jar");
        }
    }

    private static FunctionProcess start(Map<String, String> environment) {
        return FunctionProcess.start(HANDLER, environment, List.of(JAR));
    }
}
