package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * SCF's API on the wire: checks action, version and the "TC3-HMAC-SHA256" signature, which it computes independently from Tencent's
 * documentation, and answers as the test configures it.
 */
final class ScfApiDouble implements AutoCloseable {
    static final String SECRET_KEY = "a-secret-key";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "TC3-HMAC-SHA256 Credential=([^/]+)/([0-9-]+)/scf/tc3_request, SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})");

    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

    /** The errors found in requests. */
    final List<String> errors = new CopyOnWriteArrayList<>();

    private final MockWebServer server = new MockWebServer();
    volatile Function<JsonNode, MockResponse> answer = body -> result(0, "{\"errNo\":0}");

    ScfApiDouble() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return handle(request);
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    static MockResponse result(int invokeResult, String retMsg) {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode response = root.putObject("Response");
        response.putObject("Result")
                .put("InvokeResult", invokeResult)
                .put("RetMsg", retMsg)
                .put("ErrMsg", invokeResult == 0 ? "" : "Traceback: the client wrote 'secret'")
                .put("FunctionRequestId", "function-request-1")
                .put("Log", "")
                .put("Duration", 1.5)
                .put("MemUsage", 3);
        response.put("RequestId", "request-1");
        return json(root.toString());
    }

    static MockResponse error(String code) {
        return json("{\"Response\":{\"Error\":{\"Code\":\"" + code
                + "\",\"Message\":\"why\"},\"RequestId\":\"request-2\"}}");
    }

    static MockResponse json(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private MockResponse handle(RecordedRequest request) {
        requests.add(request);
        try {
            byte[] body = request.getBody().toByteArray();
            check(request, body);
            JsonNode json = MAPPER.readTree(body);
            bodies.add(json);
            return answer.apply(json);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            errors.add(e.toString());
            return new MockResponse.Builder().code(500).build();
        }
    }

    private void check(RecordedRequest request, byte[] body) throws GeneralSecurityException {
        expect("POST", request.getMethod());
        expect("/", request.getTarget());
        expect("Invoke", request.getHeaders().get("X-TC-Action"));
        expect("2018-04-16", request.getHeaders().get("X-TC-Version"));
        String authorization = request.getHeaders().get("Authorization");
        Matcher matcher = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
        if (!matcher.matches()) {
            errors.add("Authorization: " + authorization);
            return;
        }
        long timestamp = Long.parseLong(request.getHeaders().get("X-TC-Timestamp"));
        String date = LocalDate.ofInstant(Instant.ofEpochSecond(timestamp), ZoneOffset.UTC)
                .toString();
        expect(date, matcher.group(2));
        if (Math.abs(Instant.now().getEpochSecond() - timestamp) > 300) {
            errors.add("stale");
        }
        expect(signature(request, body, timestamp, date, matcher.group(3)), matcher.group(4));
    }

    private void expect(String expected, String actual) {
        if (!expected.equals(actual)) {
            errors.add("expected " + expected + ", but was " + actual);
        }
    }

    private static String signature(
            RecordedRequest request, byte[] body, long timestamp, String date, String signedHeaders)
            throws GeneralSecurityException {
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        for (String name : signedHeaders.split(";", -1)) {
            canonical
                    .append(name)
                    .append(':')
                    .append(request.getHeaders().get(name).trim())
                    .append('\n');
        }
        canonical.append('\n').append(signedHeaders).append('\n').append(sha256(body));
        String toSign = "TC3-HMAC-SHA256\n" + timestamp + "\n" + date + "/scf/tc3_request\n"
                + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] key = hmac(("TC3" + SECRET_KEY).getBytes(StandardCharsets.UTF_8), date);
        return HexFormat.of().formatHex(hmac(hmac(hmac(key, "scf"), "tc3_request"), toSign));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
