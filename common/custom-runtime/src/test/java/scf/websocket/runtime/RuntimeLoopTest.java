package scf.websocket.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.qcloud.scf.runtime.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.EventReply;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.testing.runtime.RuntimeApiServer;
import scf.websocket.testing.runtime.RuntimeApiServer.Answer;

class RuntimeLoopTest {
    private static final AtomicInteger HANDLED = new AtomicInteger();
    private static volatile CountDownLatch begun = new CountDownLatch(1);
    private static volatile CountDownLatch released = new CountDownLatch(1);
    private static volatile boolean closed;

    /** Public, as the runtime requires. */
    public static final class Function implements AutoCloseable {
        public EventReply count(WebSocketEvent event, Context context) throws InterruptedException {
            if ("wait".equals(event.getContext())) {
                begun.countDown();
                released.await();
            }
            return EventReply.of(
                    ErrorNumber.OK, "event " + HANDLED.incrementAndGet() + " of " + context.getTimeLimitInMs());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private RuntimeApiServer api;
    private RuntimeLoop loop;
    private CompletableFuture<Void> end;

    @BeforeEach
    void start() throws IOException {
        HANDLED.set(0);
        begun = new CountDownLatch(1);
        released = new CountDownLatch(1);
        closed = false;
        api = new RuntimeApiServer();
        loop = new RuntimeLoop(
                RuntimeApi.of(api.environment("")), Handler.load(new HandlerName(Function.class.getName(), "count")));
    }

    private void run() {
        end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                loop.run();
                end.complete(null);
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        api.close();
    }

    @Test
    void answersOneEventAfterTheOther() throws Exception {
        run();

        assertThat(api.answer("{}")).isEqualTo(answer("event 1 of 10000"));
        assertThat(api.answer("no event")).isEqualTo(new Answer(true, "the event is not a JSON object"));
        assertThat(api.answer("{}")).isEqualTo(answer("event 2 of 10000"));
        assertThat(api.violations()).isEmpty();
    }

    @Test
    void missingAndMalformedHeadersAreUnknown() throws Exception {
        run();

        assertThat(api.invoke("{}", Map.of("time_limit_in_ms", "soon")).get(10, TimeUnit.SECONDS))
                .isEqualTo(answer("event 1 of 0"));
    }

    @Test
    void anEventAboveTheLimitIsAnErrorAndTheNextOneIsHandled() throws Exception {
        run();

        assertThat(api.answer("{\"context\":\"" + "x".repeat(RuntimeApi.MAX_BYTES) + "\"}")
                        .error())
                .isTrue();
        assertThat(api.answer("{}")).isEqualTo(answer("event 1 of 10000"));
    }

    @Test
    void aBrokenConnectionIsTriedAgainAndNothingIsHandledTwice() throws Exception {
        api.breakNext(1);
        run();
        api.ready().get(10, TimeUnit.SECONDS);
        CompletableFuture<Answer> first = api.invoke("{\"context\":\"wait\"}");
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        api.breakNext(2);
        released.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(answer("event 1 of 10000"));
        assertThat(api.broken()).isEqualTo(3);
        assertThat(api.answer("{}")).isEqualTo(answer("event 2 of 10000"));
        assertThat(api.violations()).isEmpty();
    }

    @Test
    void endsIfTheApiStaysUnreachable() {
        api.close();
        run();

        assertThatThrownBy(() -> end.get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("the runtime API at " + api.address() + " does not answer");
    }

    @Test
    void endsIfTheApiKeepsFailing() throws Exception {
        run();
        assertThat(api.answer("{}").error()).isFalse();
        api.answerWith(500);
        CompletableFuture<Answer> next = api.invoke("{}");

        assertThatThrownBy(() -> end.get(10, TimeUnit.SECONDS)).hasMessageContaining("status 500");
        assertThat(next).isNotDone();
    }

    @Test
    void aStopLetsTheCurrentEventFinish() throws Exception {
        run();
        CompletableFuture<Answer> last = api.invoke("{\"context\":\"wait\"}");
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
            try {
                loop.stop(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(stopped).isNotDone();
        released.countDown();

        stopped.get(10, TimeUnit.SECONDS);
        assertThat(last.get(10, TimeUnit.SECONDS)).isEqualTo(answer("event 1 of 10000"));
        assertThat(closed).isTrue();
    }

    @Test
    void aStopWaitsForABoundedTime() throws Exception {
        run();
        CompletableFuture<Answer> last = api.invoke("{\"context\":\"wait\"}");
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        loop.stop(Duration.ofMillis(10));

        assertThat(last).isNotDone();
        assertThat(closed).isFalse();
    }

    @Test
    void namesWhatTheEnvironmentLacks() {
        assertThatThrownBy(() -> RuntimeApi.of(Map.of("SCF_RUNTIME_API", "127.0.0.1")))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("SCF_RUNTIME_API_PORT");
    }

    private static Answer answer(String message) {
        return new Answer(false, "{\"errMsg\":\"" + message + "\",\"errNo\":0}");
    }
}
