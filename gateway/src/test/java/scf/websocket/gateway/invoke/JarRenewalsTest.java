package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionJar;
import scf.websocket.testing.process.Await;

/** A changed jar is loaded on request, and not before. */
class JarRenewalsTest {
    private static final String SAMPLE = "scf.websocket.gateway.testing.SampleFunction";

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<JarInvoker> invokers = new ArrayList<>();
    private Path sample = Path.of("");

    @BeforeEach
    void packJar() {
        sample = FunctionJar.in(folder);
    }

    @AfterEach
    void close() {
        invokers.forEach(JarInvoker::close);
        timer.shutdownNow();
    }

    @Test
    void anUnchangedJarKeepsItsInstancesWarm() throws Exception {
        JarInvoker invoker = invoker(copy("a.jar"));
        assertThat(countedBy(invoker)).isEqualTo(1);

        JarRenewals.run(invokers);

        assertThat(countedBy(invoker)).isEqualTo(2);
    }

    @Test
    void aReplacedJarServesTheNextEvent() throws Exception {
        Path jar = copy("a.jar");
        JarInvoker invoker = invoker(jar);
        assertThat(countedBy(invoker)).isEqualTo(1);

        Files.delete(jar);
        copy("a.jar");
        assertThat(countedBy(invoker)).as("before the renewal").isEqualTo(2);
        JarRenewals.run(invokers);

        assertThat(countedBy(invoker)).as("after the renewal").isEqualTo(1);
        assertThat(countedBy(invoker)).isEqualTo(2);
    }

    @Test
    void aJarThatCannotBeLoadedLeavesAllAsTheyWere() throws Exception {
        Path good = copy("good.jar");
        Path bad = copy("bad.jar");
        JarInvoker one = invoker(good);
        JarInvoker other = invoker(bad);
        countedBy(one);
        countedBy(other);

        Files.delete(good);
        copy("good.jar");
        Files.delete(bad);
        Files.writeString(bad, "no jar");
        JarRenewals.run(invokers);

        assertThat(countedBy(one)).isEqualTo(2);
        assertThat(countedBy(other)).isEqualTo(2);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links")
    void laterInstancesUseTheJarThatTheLinkPointedTo() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("current.jar"), copy("1.jar"));
        JarInvoker invoker = invoker(link, "slow");
        Files.delete(link);
        Files.createSymbolicLink(link, folder.resolve("gone.jar"));
        JarRenewals.run(invokers);

        List<CompletableFuture<InvocationOutcome>> parallel = List.of(start(invoker, "200"), start(invoker, "200"));

        parallel.forEach(answer -> assertThat(answer.join()).isInstanceOf(InvocationOutcome.Answered.class));
    }

    @Test
    void aRunningEventIsAnsweredByItsOwnInstance() throws Exception {
        Path jar = copy("a.jar");
        JarInvoker invoker = invoker(jar, "slow");
        CompletableFuture<InvocationOutcome> pending = start(invoker, "1000");
        Await.until("the instance handles the event", Duration.ofSeconds(10), JarRenewalsTest::isHandlingEvent);

        Files.delete(jar);
        copy("a.jar");
        JarRenewals.run(invokers);

        assertThat(pending.join()).isInstanceOf(InvocationOutcome.Answered.class);
        assertThat(answer(start(invoker, "1").join())).isEqualTo("1 1");
    }

    private static boolean isHandlingEvent() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(SAMPLE)
                        && frame.getMethodName().equals("slow"));
    }

    private JarInvoker invoker(Path jar) {
        return invoker(jar, "bean");
    }

    private JarInvoker invoker(Path jar, String method) {
        FunctionTarget.Jar target = new FunctionTarget.Jar(jar, SAMPLE, method);
        JarInvoker invoker = new JarInvoker(target, 2, Duration.ofSeconds(10), timer);
        invokers.add(invoker);
        return invoker;
    }

    /** Calls the function and returns how many events its classes have counted. */
    private static int countedBy(JarInvoker invoker) {
        return Integer.parseInt(answer(start(invoker, "").join()).replaceAll(".*\"number\":(\\d+).*", "$1"));
    }

    private static String answer(InvocationOutcome outcome) {
        assertThat(outcome).isInstanceOf(InvocationOutcome.Answered.class);
        return new String(((InvocationOutcome.Answered) outcome).body(), StandardCharsets.UTF_8);
    }

    private static CompletableFuture<InvocationOutcome> start(JarInvoker invoker, String text) {
        return invoker.invoke(("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture();
    }

    private Path copy(String name) throws Exception {
        return Files.copy(sample, folder.resolve(name));
    }
}
