package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.HttpProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.Await;

class ScfInvokerTest {
    private static final String EVENT =
            "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"abc\",\"dataType\":\"text\",\"data\":\"\\\"你好\\\"\"}}";

    private final ScfApiDouble api = new ScfApiDouble();
    private final Map<String, String> environment = new ConcurrentHashMap<>(Map.of(
            "TENCENTCLOUD_SECRETID", "id-1",
            "TENCENTCLOUD_SECRETKEY", ScfApiDouble.SECRET_KEY,
            "TENCENTCLOUD_SESSIONTOKEN", "token-1"));
    private final ScfService service = service(new Credential("role-id", ScfApiDouble.SECRET_KEY, "role-token"));

    private ScfService service(Credential role) {
        return new ScfService(new ScfCredentials(() -> environment, role), api.uri(), 8, System::nanoTime);
    }

    @AfterEach
    void close() {
        service.close();
        api.close();
    }

    private InvocationOutcome invoke(String target) {
        return invoke(target, Duration.ofSeconds(10));
    }

    private InvocationOutcome invoke(String target, Duration timeLimit) {
        FunctionInvoker invoker = service.invoker((FunctionTarget.Scf) FunctionTarget.parse(target), timeLimit);
        return invoker.invoke(EVENT.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aFunctionIsInvokedAsTheApiDocumentsIt() {
        api.answer = body -> ScfApiDouble.result(0, "{\"errNo\":0,\"errMsg\":\"ok\"}");
        InvocationOutcome outcome = invoke("scf:ap-guangzhou/default/register:$LATEST");

        assertThat(api.errors).isEmpty();
        assertThat(new String(((InvocationOutcome.Answered) outcome).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
        assertThat(api.bodies.get(0).path("FunctionName").asText()).isEqualTo("register");
        assertThat(api.bodies.get(0).path("Namespace").asText()).isEqualTo("default");
        assertThat(api.bodies.get(0).path("Qualifier").asText()).isEqualTo("$LATEST");
        assertThat(api.bodies.get(0).path("InvocationType").asText()).isEqualTo("RequestResponse");
        assertThat(api.bodies.get(0).path("ClientContext").asText()).isEqualTo(EVENT);
        assertThat(api.requests.get(0).getHeaders().get("Host")).isEqualTo("scf.tencentcloudapi.com");
        assertThat(api.requests.get(0).getHeaders().get("X-TC-Region")).isEqualTo("ap-guangzhou");
        assertThat(api.requests.get(0).getHeaders().get("X-TC-Token")).isEqualTo("token-1");
        assertThat(api.requests.get(0).getHeaders().get("Authorization")).contains("Credential=id-1/");
    }

    @Test
    void anotherNameOfTheApiItselfIsSignedForThatName() {
        HttpProfile profile = new HttpProfile();
        new ScfEndpoint(URI.create("https://scf.internal.tencentcloudapi.com")).apply(profile);
        assertThat(profile.getEndpoint()).isEqualTo("scf.internal.tencentcloudapi.com");
        assertThat(profile.getProtocol()).isEqualTo("https://");
    }

    @Test
    void withoutAQualifierNoneIsSent() {
        invoke("scf:ap-guangzhou/default/register");
        assertThat(api.bodies.get(0).has("Qualifier")).isFalse();
    }

    @Test
    void keysThatHaveRotatedAreUsedForTheNextCall() {
        invoke("scf:ap-guangzhou/default/register");
        environment.put("TENCENTCLOUD_SECRETID", "id-2");
        environment.put("TENCENTCLOUD_SESSIONTOKEN", "token-2");
        invoke("scf:ap-guangzhou/default/register");
        assertThat(api.errors).isEmpty();
        assertThat(api.requests.get(1).getHeaders().get("Authorization")).contains("Credential=id-2/");
        assertThat(api.requests.get(1).getHeaders().get("X-TC-Token")).isEqualTo("token-2");
    }

    @Test
    void withoutKeysInTheEnvironmentTheRoleIsUsed() {
        environment.clear();
        assertThat(invoke("scf:ap-guangzhou/default/register")).isInstanceOf(InvocationOutcome.Answered.class);
        assertThat(api.errors).isEmpty();
        assertThat(api.requests.get(0).getHeaders().get("Authorization")).contains("Credential=role-id/");
        assertThat(api.requests.get(0).getHeaders().get("X-TC-Token")).isEqualTo("role-token");
    }

    @Test
    void withoutKeysAndRoleTheFunctionHasFailedWithAReason() {
        environment.clear();
        Credential none = new Credential("", "", "", credential -> {
            throw new com.tencentcloudapi.common.exception.TencentCloudSDKException("no metadata service");
        });
        try (ScfService withoutRole = service(none)) {
            InvocationOutcome outcome = withoutRole
                    .invoker(
                            (FunctionTarget.Scf) FunctionTarget.parse("scf:ap-guangzhou/default/register"),
                            Duration.ofSeconds(5))
                    .invoke(EVENT.getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .join();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            InvocationOutcome.Unreachable.class,
                            failed -> assertThat(failed.reason()).contains("TENCENTCLOUD_SECRETID"));
        }
    }

    @Test
    void anInvokeResultOtherThanZeroIsAFailedFunctionAndItsMessageIsNotRepeated() {
        api.answer = body -> ScfApiDouble.result(1, "");
        assertThat(invoke("scf:ap-guangzhou/default/register"))
                .isEqualTo(new InvocationOutcome.Failed("InvokeResult 1, function request function-request-1"));
    }

    @Test
    void anErrorOfTheApiIsAnUnreachableFunctionWithItsCode() {
        api.answer = body -> ScfApiDouble.error("ResourceNotFound.Function");
        assertThat(invoke("scf:ap-guangzhou/default/register"))
                .isEqualTo(new InvocationOutcome.Unreachable(
                        "the API answered ResourceNotFound.Function, request request-2"));
    }

    @Test
    void anAnswerOfAnotherServerIsAFailedFunction() {
        for (String body : List.of("", "<html>", "{}", "{\"Response\":{}}", "{\"Response\":{\"Result\":{}}}")) {
            api.answer = request -> ScfApiDouble.json(body);
            assertThat(invoke("scf:ap-guangzhou/default/register"))
                    .as(body)
                    .matches(outcome -> outcome.label().equals("failed"));
        }
        api.answer = request ->
                new MockResponse.Builder().code(502).body("bad gateway").build();
        assertThat(invoke("scf:ap-guangzhou/default/register"))
                .matches(outcome -> outcome.label().equals("failed"));
    }

    @Test
    void aSlowCallTimesOut() {
        // The first call also loads classes, which exceeds the time limit on a busy machine.
        api.answer = body -> ScfApiDouble.result(0, "{}");
        assertThat(invoke("scf:ap-guangzhou/default/register")).isInstanceOf(InvocationOutcome.Answered.class);
        api.answer = body -> new MockResponse.Builder()
                .headersDelay(5, TimeUnit.SECONDS)
                .body("{}")
                .build();
        assertThat(invoke("scf:ap-guangzhou/default/register", Duration.ofMillis(500)))
                .isEqualTo(new InvocationOutcome.TimedOut());
    }

    @Test
    void anUnreachableApiIsAnUnreachableFunction() {
        api.close();
        assertThat(invoke("scf:ap-guangzhou/default/register")).isInstanceOf(InvocationOutcome.Unreachable.class);
    }

    /** By default, OkHttp repeats a call when a reused connection closes. */
    @Test
    void aCallThatWasSentIsNotRepeated() {
        api.answer = body -> api.bodies.size() == 2
                ? new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build()
                : ScfApiDouble.result(0, "{}");
        assertThat(invoke("scf:ap-guangzhou/default/register")).isInstanceOf(InvocationOutcome.Answered.class);
        assertThat(invoke("scf:ap-guangzhou/default/register")).isInstanceOf(InvocationOutcome.Failed.class);
        assertThat(api.bodies).hasSize(2);
    }

    @Test
    void callsRunInParallelAndTheCallerNeverWaits() {
        CountDownLatch all = new CountDownLatch(8);
        api.answer = body -> {
            all.countDown();
            try {
                return all.await(10, TimeUnit.SECONDS)
                        ? ScfApiDouble.result(0, "{}")
                        : new MockResponse.Builder().code(500).build();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        FunctionInvoker invoker = service.invoker(
                (FunctionTarget.Scf) FunctionTarget.parse("scf:ap-guangzhou/default/register"), Duration.ofSeconds(15));
        var outcomes = IntStream.range(0, 8)
                .mapToObj(i ->
                        invoker.invoke(EVENT.getBytes(StandardCharsets.UTF_8)).toCompletableFuture())
                .toList();
        Await.until("all calls are answered", () -> outcomes.stream().allMatch(java.util.concurrent.Future::isDone));
        assertThat(outcomes).allMatch(outcome -> outcome.join() instanceof InvocationOutcome.Answered);
    }
}
