package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scf.websocket.gateway.testing.FunctionJar;
import scf.websocket.testing.process.Await;

class JarInvokerTest {
    private static final String SAMPLE = "scf.websocket.gateway.testing.SampleFunction";

    @TempDir
    static Path folder;

    private static Path jar;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<JarInvoker> invokers = new ArrayList<>();

    @BeforeAll
    static void packJar() {
        jar = FunctionJar.in(folder);
    }

    @AfterEach
    void close() {
        invokers.forEach(JarInvoker::close);
        timer.shutdownNow();
    }

    private JarInvoker invoker(String className, String method, int instances, Duration limit) {
        JarInvoker invoker = new JarInvoker(new FunctionTarget.Jar(jar, className, method), instances, limit, timer);
        invokers.add(invoker);
        return invoker;
    }

    private JarInvoker invoker(String method) {
        return invoker(SAMPLE, method, 2, Duration.ofSeconds(10));
    }

    /** One instance with its classes loaded; loading may exceed a short time limit. */
    private JarInvoker warm(String method) {
        JarInvoker invoker = invoker(SAMPLE, method, 1, Duration.ofMillis(500));
        Await.until("the function answers", () -> call(invoker, "0") instanceof InvocationOutcome.Answered);
        return invoker;
    }

    private static CompletableFuture<InvocationOutcome> start(JarInvoker invoker, String text) {
        return invoker.invoke(
                        ("{\"text\":\"" + text + "\",\"unknown\":{\"more\":[1]}}").getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture();
    }

    private static InvocationOutcome call(JarInvoker invoker, String text) {
        return start(invoker, text).orTimeout(15, TimeUnit.SECONDS).join();
    }

    private static String answer(InvocationOutcome outcome) {
        assertThat(outcome).isInstanceOf(InvocationOutcome.Answered.class);
        return new String(((InvocationOutcome.Answered) outcome).body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "bean,     `{\"said\":\"你好\",\"number\":1}`",
                "text,     `\"36\"`",
                "context,  10000 512 true",
                "number,   42",
                "nothing,  ``",
                "both,     two",
                "loaders,  true false",
            })
    void handlersOfEveryDocumentedShapeAreCalled(String method, String expected) {
        assertThat(answer(call(invoker(method), "你好"))).isEqualTo(expected);
    }

    @Test
    void beansMayBeNested() {
        byte[] event = "{\"nested\":{\"text\":\"inner\"}}".getBytes(StandardCharsets.UTF_8);
        assertThat(answer(invoker("nested").invoke(event).toCompletableFuture().join()))
                .isEqualTo("{\"said\":\"inner\",\"number\":0}");
    }

    @Test
    void anInstanceIsKeptForTheNextEvent() {
        JarInvoker invoker = invoker("bean");
        for (int i = 1; i <= 5; i++) {
            assertThat(answer(call(invoker, ""))).contains("\"number\":" + i);
        }
    }

    @Test
    void instancesShareNothingAndRunInParallelUpToTheLimit() {
        JarInvoker invoker = invoker(SAMPLE, "slow", 3, Duration.ofSeconds(10));
        List<CompletableFuture<InvocationOutcome>> outcomes = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            outcomes.add(start(invoker, "300"));
        }
        List<String> counts =
                outcomes.stream().map(outcome -> answer(outcome.join())).toList();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(600_000_000L);
        // Each instance has its own class loader and statics: it handles one event at a time and counts from one.
        assertThat(counts).allMatch(count -> count.startsWith("1 "));
        assertThat(Collections.frequency(counts, "1 1")).isBetween(2, 3);
    }

    @Test
    void isBusyAtOnceIfTheQueueIsFull() {
        JarInvoker invoker = invoker(SAMPLE, "slow", 1, Duration.ofSeconds(10));
        List<CompletableFuture<InvocationOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 1 + 1024; i++) {
            outcomes.add(start(invoker, i == 0 ? "400" : "0"));
        }
        // The first may still be in the queue when the last arrives.
        start(invoker, "0");
        assertThat(start(invoker, "0")).isCompletedWithValue(new InvocationOutcome.Busy());
        outcomes.subList(0, 1024).forEach(outcome -> answer(outcome.join()));
    }

    @Test
    void anEventThatWaitsForATimeLimitIsGivenUpAsBusy() {
        JarInvoker invoker = warm("stubborn");
        // The second event runs on the thread that replaces the first one's; there is no third thread.
        assertThat(call(invoker, "4000")).isEqualTo(new InvocationOutcome.TimedOut());
        CompletableFuture<InvocationOutcome> second = start(invoker, "4000");
        CompletableFuture<InvocationOutcome> third = start(invoker, "0");
        assertThat(second.join()).isEqualTo(new InvocationOutcome.TimedOut());
        assertThat(third.join()).isEqualTo(new InvocationOutcome.Busy());
    }

    @Test
    void aFunctionThatOverrunsIsInterruptedAndItsInstanceDiscarded() {
        JarInvoker invoker = invoker(SAMPLE, "slow", 1, Duration.ofSeconds(1));
        assertThat(answer(call(invoker, "0"))).isEqualTo("1 1");
        assertThat(call(invoker, "60000")).isEqualTo(new InvocationOutcome.TimedOut());
        assertThat(answer(call(invoker, "0"))).as("a fresh instance").isEqualTo("1 1");
    }

    @Test
    void theInterruptOfOneEventNeverReachesTheNext() {
        JarInvoker invoker = invoker(SAMPLE, "slow", 1, Duration.ofMillis(20));
        for (int i = 0; i < 60; i++) {
            // The function takes as long as its time limit, so that its end and the interrupt race.
            InvocationOutcome outcome = call(invoker, "20");
            if (outcome instanceof InvocationOutcome.Answered) {
                assertThat(answer(outcome)).startsWith("1 ");
            }
        }
    }

    @Test
    void aFunctionThatNeverReturnsDoesNotStopTheOthers() {
        JarInvoker invoker = warm("stubborn");
        CompletableFuture<InvocationOutcome> stuck = start(invoker, "3000");
        assertThat(stuck.join()).isEqualTo(new InvocationOutcome.TimedOut());
        assertThat(answer(call(invoker, "0"))).isEqualTo("done");
        Await.until(
                "a replacement thread serves events", () -> call(invoker, "0") instanceof InvocationOutcome.Answered);
    }

    @Test
    void anExceptionOfTheFunctionIsAFailureThatQuotesNothing() {
        assertThat(call(invoker("fails"), "password"))
                .isEqualTo(new InvocationOutcome.Failed("the function threw java.lang.IllegalStateException"));
        assertThat(call(invoker("overflows"), ""))
                .isEqualTo(new InvocationOutcome.Failed("the function threw java.lang.StackOverflowError"));
    }

    @Test
    void anEventThatDoesNotFitTheBeanIsAFailure() {
        InvocationOutcome outcome = invoker("bean")
                .invoke("{\"text\":{\"secret\":1}}".getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
        assertThat(outcome).isEqualTo(new InvocationOutcome.Failed("the event does not fit " + SAMPLE + "$Event"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scf.Nowhere             | handle  | ClassNotFoundException: scf.Nowhere",
                SAMPLE + "               | dance   | has no public method dance(event) or dance(event, Context)",
                SAMPLE + "               | hidden  | has no public method hidden(event)",
                SAMPLE
                        + "$Failing       | handle  | does not start: java.lang.IllegalArgumentException: DB_HOST must be set",
                SAMPLE
                        + "$Static        | handle  | cannot be loaded: java.lang.IllegalStateException: no licence, caused by"
                        + " java.io.IOException: disk is gone",
                SAMPLE + "$NeedsMore     | handle  | NoSuchMethodException",
            })
    void namesTheReasonIfAHandlerCannotBeLoaded(String className, String method, String reason) {
        assertThatThrownBy(() -> invoker(className, method, 1, Duration.ofSeconds(1)))
                .isInstanceOf(FunctionLoadException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("sample function.jar!" + className + "::" + method);
    }

    @Test
    void eventsDoNotWaitForNewInstancesWhileAWarmOneIsFree() {
        String className = SAMPLE + "$SlowToLoad";
        System.clearProperty(className);
        JarInvoker invoker = invoker(className, "handle", 8, Duration.ofSeconds(10));
        List<CompletableFuture<InvocationOutcome>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(start(invoker, "e" + i));
        }
        // Not even the event for which an instance is loaded, which takes two seconds.
        Await.until(
                "all answers", Duration.ofMillis(1500), () -> answers.stream().allMatch(CompletableFuture::isDone));
        answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(InvocationOutcome.Answered.class));
    }

    @Test
    void aHandlerThatDoesNotStartInTimeIsGivenUpAndTheNextOneIsLoaded() throws Exception {
        FunctionTarget.Jar target = new FunctionTarget.Jar(jar, SAMPLE + "$NeverStarts", "handle");
        JarLoader loader = new JarLoader(target, timer, Duration.ofMillis(200));
        JarVersion version = JarVersion.of(target);

        assertThatThrownBy(() -> loader.load(version))
                .isInstanceOf(FunctionLoadException.class)
                .hasMessageContaining("$NeverStarts::handle does not start within 200 ms");

        CompletableFuture<JarInstance> first = loader.tryLoad(version, instance -> {});
        assertThat(loader.tryLoad(version, instance -> {})).as("one at a time").isNull();
        assertThatThrownBy(first::join).hasCauseInstanceOf(FunctionLoadException.class);
        Await.until("the next load begins", () -> loader.tryLoad(version, instance -> {}) != null);
    }

    @Test
    void aConstructorThatIgnoresTheTimeLimitHasNoOtherInstanceLoadedBesideIt() {
        FunctionTarget.Jar target = new FunctionTarget.Jar(jar, SAMPLE + "$StartsWhenTold", "handle");
        JarLoader loader = new JarLoader(target, timer, Duration.ofMillis(200));
        JarVersion version = JarVersion.of(target);
        try {
            CompletableFuture<JarInstance> first = loader.tryLoad(version, instance -> {});
            assertThatThrownBy(first::join).hasCauseInstanceOf(FunctionLoadException.class);
            assertThat(loader.tryLoad(version, instance -> {})).isNull();
        } finally {
            System.setProperty(SAMPLE + "$StartsWhenTold", "now");
        }
        Await.until("the next load begins", () -> loader.tryLoad(version, JarInstance::close) != null);
    }

    @Test
    void namesAMissingJar() {
        FunctionTarget.Jar target = new FunctionTarget.Jar(folder.resolve("none.jar"), SAMPLE, "bean");
        assertThatThrownBy(() -> new JarInvoker(target, 1, Duration.ofSeconds(1), timer))
                .isInstanceOf(FunctionLoadException.class)
                .hasMessageContaining("there is no file")
                .hasMessageContaining("none.jar");
    }
}
