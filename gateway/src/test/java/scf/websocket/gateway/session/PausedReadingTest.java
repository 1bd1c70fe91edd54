package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.cleanup.CleanupQueue;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.testing.NoExtensions;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestCleanups;

/** For every reason that pauses reading: reading resumes when the reason ends. */
class PausedReadingTest {
    private static final int MAX_WAITING = 16;
    private static final long BUDGET = 64 << 20;

    /** The number of connections above which no share is left for another. */
    private static final int MANY_CONNECTIONS = 10_000_000;

    private static final InvocationOutcome ANSWERED = new InvocationOutcome.Answered(new byte[0]);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Scripted transmission = new Scripted();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final WaitingBytes waitingBytes = WaitingBytes.of(BUDGET);
    private final Session session = open();

    /** A function whose outcomes the test decides. */
    private static final class Scripted implements FunctionInvoker {
        final Deque<CompletableFuture<InvocationOutcome>> pending = new ArrayDeque<>();
        boolean waitsForTurn;

        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            pending.add(new CompletableFuture<>());
            return pending.getLast();
        }

        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event, Runnable whenWaiting) {
            if (waitsForTurn) {
                whenWaiting.run();
            }
            return invoke(event);
        }

        @Override
        public void close() {}
    }

    /** The reasons for pausing, each with its trigger. */
    enum Reason {
        TOO_MANY_WAIT {
            @Override
            void begin(PausedReadingTest test) {
                test.send(MAX_WAITING + 1, "m");
            }
        },
        TOO_MANY_BYTES_WAIT {
            @Override
            void begin(PausedReadingTest test) {
                test.send(7, "x".repeat(200_000));
            }
        },
        WAITING_FOR_A_TURN {
            @Override
            void begin(PausedReadingTest test) {
                test.transmission.waitsForTurn = true;
                test.send(1, "m");
                test.transmission.waitsForTurn = false;
            }
        },
        FUNCTION_BUSY {
            @Override
            void begin(PausedReadingTest test) {
                test.send(1, "m");
                test.complete(new InvocationOutcome.Busy());
            }
        },
        PINGS_FILL_A_READ {
            @Override
            void begin(PausedReadingTest test) {
                test.channel.writeInbound(
                        Stream.generate(PingWebSocketFrame::new).limit(100).toArray());
            }
        },
        EMPTY_FRAGMENTS_FILL_A_READ {
            @Override
            void begin(PausedReadingTest test) {
                test.channel.writeInbound(new TextWebSocketFrame(false, 0, "m"));
                test.channel.writeInbound(Stream.generate(() -> new ContinuationWebSocketFrame(false, 0, ""))
                        .limit(100)
                        .toArray());
            }

            @Override
            void end(PausedReadingTest test) {
                test.channel.writeInbound(new ContinuationWebSocketFrame(true, 0, ""));
            }
        },
        EVENTS_OF_OTHERS_TAKE_THE_MEMORY {
            @Override
            void begin(PausedReadingTest test) {
                test.waitingBytes.events().add(BUDGET, MANY_CONNECTIONS);
                test.send(1, "m");
            }

            @Override
            void end(PausedReadingTest test) {
                test.waitingBytes.events().add(-BUDGET, -MANY_CONNECTIONS);
            }
        },
        BYTES_OF_OTHERS_TAKE_THE_MEMORY {
            @Override
            void begin(PausedReadingTest test) {
                test.waitingBytes.received().add(BUDGET, MANY_CONNECTIONS);
                test.send(1, "m");
            }

            @Override
            void end(PausedReadingTest test) {
                test.waitingBytes.received().add(-BUDGET, -MANY_CONNECTIONS);
            }
        };

        abstract void begin(PausedReadingTest test);

        void end(PausedReadingTest test) {}
    }

    private Session open() {
        channel.freezeTime(); // Time passes only when the test advances it.
        GatewayMetrics metrics = new GatewayMetrics();
        EventWriter events = new EventWriter(true);
        ConnectionRecords records = new ConnectionRecords(ConnectionJournal.none(), ConnectionLedger.none());
        AccessLog access = new AccessLog(AccessLog.Lines.OFF);
        CleanupQueue cleanups = TestCleanups.queue(metrics, timer);
        ConnectionSettings settings = TestApis.settings(MAX_WAITING);
        Api api = TestApis.api(transmission, settings);
        Session opened = new Session(
                new SessionServices(
                        settings,
                        new SessionRegistry(),
                        events,
                        NoExtensions.of(metrics),
                        waitingBytes,
                        cleanups,
                        records,
                        metrics,
                        access),
                api,
                "id",
                "127.0.0.1",
                channel,
                null);
        channel.pipeline().addLast(opened);
        opened.opened(Extensions.Answer.NONE);
        return opened;
    }

    @AfterEach
    void stop() {
        channel.close();
        timer.shutdownNow();
    }

    private void send(int count, String text) {
        for (int i = 0; i < count; i++) {
            channel.writeInbound(new TextWebSocketFrame(text));
        }
    }

    private void complete(InvocationOutcome outcome) {
        transmission.pending.remove().complete(outcome);
        channel.runPendingTasks();
    }

    /** Answers all events and advances the time until nothing is left to do. */
    private void finish() {
        while (session.core().isWorking()) {
            if (transmission.pending.isEmpty()) {
                channel.advanceTimeBy(50, TimeUnit.MILLISECONDS);
                channel.runScheduledPendingTasks();
            } else {
                complete(ANSWERED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingResumesOnceTheReasonEnds(Reason reason) {
        assertThat(session.core().isReading()).isTrue();

        reason.begin(this);
        assertThat(session.core().isReading()).isFalse();

        reason.end(this);
        finish();
        pass();
        assertThat(session.core().isReading()).isTrue();
        assertThat(waitingBytes.held()).isZero();
    }

    /** Advances the time by the interval at which external reasons are polled. */
    private void pass() {
        channel.advanceTimeBy(500, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @ParameterizedTest
    @EnumSource
    void readingResumesAfterAFailureThatKeepsTheConnection(Reason reason) {
        reason.begin(this);
        while (session.core().isWorking()) {
            if (transmission.pending.isEmpty()) {
                channel.advanceTimeBy(50, TimeUnit.MILLISECONDS);
                channel.runScheduledPendingTasks();
            } else {
                complete(new InvocationOutcome.Failed("a fault"));
            }
        }
        reason.end(this);
        pass();
        assertThat(session.core().isReading()).isTrue();
    }

    @Test
    void theEndOfOneReasonDoesNotEndAnother() {
        Reason.TOO_MANY_WAIT.begin(this);
        complete(new InvocationOutcome.Busy());
        channel.advanceTimeBy(50, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(session.core().isReading()).isFalse();

        for (int i = 0; i < MAX_WAITING / 2 - 1; i++) {
            complete(ANSWERED);
        }
        assertThat(session.core().isReading()).isFalse();
        complete(ANSWERED);
        assertThat(session.core().isReading()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readingResumesOnceNothingIsLeftToDo(long seed) {
        Random random = new Random(seed);
        long othersHold = 0;
        for (int round = 0; round < 200; round++) {
            for (int step = random.nextInt(20); step >= 0; step--) {
                transmission.waitsForTurn = random.nextInt(4) == 0;
                long others = random.nextInt(4) == 0 ? BUDGET : 0;
                waitingBytes.events().add(others - othersHold, Long.signum(others - othersHold) * MANY_CONNECTIONS);
                othersHold = others;
                if (random.nextBoolean() || transmission.pending.isEmpty()) {
                    send(1, random.nextInt(10) == 0 ? "x".repeat(200_000) : "m");
                } else {
                    complete(random.nextInt(5) == 0 ? new InvocationOutcome.Busy() : ANSWERED);
                }
            }
            waitingBytes.events().add(-othersHold, -Long.signum(othersHold) * MANY_CONNECTIONS);
            othersHold = 0;
            finish();
            pass();
            assertThat(waitingBytes.held()).isZero();
            assertThat(session.core().isReading())
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
        }
    }
}
