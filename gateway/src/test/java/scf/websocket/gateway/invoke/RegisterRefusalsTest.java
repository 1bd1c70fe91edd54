package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionJar;

/** How a handler's return value of false, null or text is interpreted, through SCF's API and from a jar. */
class RegisterRefusalsTest {
    private static final byte[] EVENT = "{\"text\":\"\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private static Optional<Boolean> accepts(FunctionInvoker invoker) {
        InvocationOutcome outcome = invoker.invoke(EVENT)
                .toCompletableFuture()
                .orTimeout(15, TimeUnit.SECONDS)
                .join();
        assertThat(outcome).isInstanceOf(InvocationOutcome.Answered.class);
        return RegisterAnswer.parse(((InvocationOutcome.Answered) outcome).body())
                .map(RegisterAnswer::accepts);
    }

    /** The API returns the value as JSON in a string: Python's False as false, None as null, text in quotes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | false",
                "null | unclear",
                "'' | unclear",
                "\"no\" | unclear",
                "\"False\" | unclear",
                "\"false\" | false",
                "true | unclear",
                "{\"errNo\":0} | true",
                "\"{\\\"errNo\\\":0}\" | true",
                "{\"errNo\":7} | false"
            })
    void throughScf(String returned, String taken) {
        Map<String, String> keys =
                Map.of("TENCENTCLOUD_SECRETID", "id", "TENCENTCLOUD_SECRETKEY", ScfApiDouble.SECRET_KEY);
        try (ScfApiDouble api = new ScfApiDouble();
                ScfService service = new ScfService(
                        new ScfCredentials(() -> keys, new Credential("", "", "")), api.uri(), 2, System::nanoTime)) {
            api.answer = body -> ScfApiDouble.result(0, returned);
            FunctionInvoker invoker = service.invoker(
                    (FunctionTarget.Scf) FunctionTarget.parse("scf:ap-guangzhou/default/register"),
                    Duration.ofSeconds(10));
            assertThat(accepts(invoker).map(String::valueOf).orElse("unclear")).isEqualTo(taken);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuses", "refusesInText"})
    void falseFromAJarRefuses(String method) {
        assertThat(accepts(jar(method))).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "number", "loaders"})
    void otherValuesFromAJarAreUnclear(String method) {
        assertThat(accepts(jar(method))).isEmpty();
    }

    private FunctionInvoker jar(String method) {
        return new JarInvoker(
                new FunctionTarget.Jar(FunctionJar.in(folder), "scf.websocket.gateway.testing.SampleFunction", method),
                1,
                Duration.ofSeconds(10),
                timer);
    }
}
