package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scf.websocket.gateway.cleanup.ConnectionLedger;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.invoke.EventWriter;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.limit.ByteBudget;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestCleanups;

/**
 * Other threads change the budget between any two checks. Tries every order of the answers: once there is room, each
 * connection continues, or ends, within one polling interval.
 */
class FlippingRoomTest {
    private static final int ANSWERS = 8;
    private static final int LOOK_MILLIS = 500;
    private static final int MESSAGES = 3;

    /** When the answers begin to flip. */
    enum Moment {
        /** Nothing has come yet. */
        BEFORE_THE_READ,
        /** Messages wait undecoded for room. */
        WHILE_NOTHING_IS_DECODED,
        /** One is at the function, the others wait undecoded for room. */
        AT_THE_LAST_ANSWER
    }

    /** Answers as a script says, and yes when that is through. */
    private static final class Flipping extends ByteBudget {
        final Deque<Boolean> answers = new ArrayDeque<>();
        boolean otherwise = true;
        int asked;

        Flipping() {
            super(16 << 20);
        }

        void script(int bits) {
            otherwise = true;
            for (int i = 0; i < ANSWERS; i++) {
                answers.add((bits >> i & 1) != 0);
            }
        }

        @Override
        public boolean admits(long ownBytes) {
            asked++;
            return answers.isEmpty() ? otherwise : answers.remove();
        }
    }

    private record Invoker(Function<byte[], CompletionStage<InvocationOutcome>> function) implements FunctionInvoker {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            return function.apply(event);
        }

        @Override
        public void close() {}
    }

    /** One connection, its function and its budget. */
    private static final class Connection implements AutoCloseable {
        final Flipping received = new Flipping();
        final Flipping events = new Flipping();
        final EmbeddedChannel channel = new EmbeddedChannel();
        final Deque<CompletableFuture<InvocationOutcome>> underWay = new ArrayDeque<>();
        final List<byte[]> said = new ArrayList<>();
        final List<byte[]> cleanedUp = new ArrayList<>();
        final Session session;

        Connection() {
            GatewayMetrics metrics = new GatewayMetrics();
            ConnectionSettings settings = TestApis.settings(4);
            session = new Session(
                    new SessionServices(
                            settings,
                            new SessionRegistry(),
                            new EventWriter(true),
                            new WaitingBytes(received, events),
                            TestCleanups.queue(metrics, channel.eventLoop()),
                            new ConnectionRecords(ConnectionJournal.none(), ConnectionLedger.none()),
                            metrics,
                            new AccessLog(AccessLog.Lines.OFF)),
                    TestApis.api(new Invoker(this::invoked), new Invoker(this::cleanedUp), settings),
                    "id",
                    "127.0.0.1",
                    channel);
            PacedFrameDecoder decoder = session.decoder(WebSocketDecoderConfig.newBuilder()
                    .closeOnProtocolViolation(false)
                    .withUTF8Validator(false)
                    .build());
            channel.pipeline().addLast(decoder, session);
            session.opened();
        }

        private CompletionStage<InvocationOutcome> invoked(byte[] event) {
            said.add(event);
            underWay.add(new CompletableFuture<>());
            return underWay.getLast();
        }

        private CompletionStage<InvocationOutcome> cleanedUp(byte[] event) {
            cleanedUp.add(event);
            return CompletableFuture.completedStage(new InvocationOutcome.Answered(new byte[0]));
        }

        void send(int count) {
            ByteBuf all = Unpooled.buffer();
            for (int i = 0; i < count; i++) {
                all.writeByte(0x81).writeByte(0x80 | 1).writeInt(0).writeByte('m');
            }
            channel.writeInbound(all);
        }

        void answerAll() {
            while (!underWay.isEmpty()) {
                underWay.remove().complete(new InvocationOutcome.Answered(new byte[0]));
                channel.runPendingTasks();
            }
        }

        void pass(int millis) {
            channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }

        /** As a socket ends; {@link EmbeddedChannel#close} would also cancel what is scheduled. */
        void end() {
            channel.pipeline().close();
            channel.runPendingTasks();
        }

        /** Each look hears one answer at least. */
        void settle() {
            for (int i = 0; i <= 2 * ANSWERS; i++) {
                answerAll();
                pass(LOOK_MILLIS);
            }
        }

        @Override
        public void close() {
            channel.finishAndReleaseAll();
        }
    }

    private static void begin(Connection connection, Moment moment, Runnable flip) {
        switch (moment) {
            case BEFORE_THE_READ -> {
                flip.run();
                connection.send(MESSAGES);
            }
            case WHILE_NOTHING_IS_DECODED -> {
                connection.events.otherwise = false;
                connection.send(MESSAGES);
                flip.run();
            }
            case AT_THE_LAST_ANSWER -> {
                connection.send(1);
                connection.events.otherwise = false;
                connection.send(MESSAGES - 1);
                flip.run();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMessageIsDeliveredAndReadingResumes(Moment moment) {
        for (int bits = 0; bits < 1 << ANSWERS; bits++) {
            try (Connection connection = new Connection()) {
                int answers = bits;
                begin(connection, moment, () -> connection.events.script(answers));
                connection.settle();
                assertThat(connection.said).as("answers %x", bits).hasSize(MESSAGES);
                assertThat(connection.session.core().isReading())
                        .as("answers %x", bits)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingResumesOnceThereIsRoomForReceivedBytes(Moment moment) {
        for (int bits = 0; bits < 1 << ANSWERS; bits++) {
            try (Connection connection = new Connection()) {
                int answers = bits;
                begin(connection, moment, () -> {
                    connection.events.script(0x6A);
                    connection.received.script(answers);
                });
                connection.settle();
                assertThat(connection.said).as("answers %x", bits).hasSize(MESSAGES);
                assertThat(connection.session.core().isReading())
                        .as("answers %x", bits)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatEndsMeanwhileIsCleanedUp(Moment moment) {
        for (int bits = 0; bits < 1 << ANSWERS; bits++) {
            try (Connection connection = new Connection()) {
                int answers = bits;
                begin(connection, moment, () -> connection.events.script(answers));
                connection.end();
                connection.settle();
                assertThat(connection.said).as("answers %x", bits).hasSize(MESSAGES);
                assertThat(connection.cleanedUp).as("answers %x", bits).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatTheGatewayClosesIsCleanedUp(Moment moment) {
        for (int bits = 0; bits < 1 << ANSWERS; bits++) {
            try (Connection connection = new Connection()) {
                int answers = bits;
                begin(connection, moment, () -> connection.events.script(answers));
                connection.session.close(CloseCause.KICK);
                connection.settle();
                assertThat(connection.said.size()).as("answers %x", bits).isBetween(1, MESSAGES);
                assertThat(connection.cleanedUp).as("answers %x", bits).hasSize(1);
            }
        }
    }

    @Test
    void aLongWaitPollsRarelyAndProgressResetsTheInterval() {
        try (Connection connection = new Connection()) {
            connection.events.otherwise = false;
            connection.send(1);
            int before = connection.events.asked;
            for (int i = 0; i < 1000; i++) {
                connection.pass(10);
            }
            assertThat(connection.events.asked - before).isBetween(15, 100);

            connection.events.otherwise = true;
            connection.pass(LOOK_MILLIS);
            assertThat(connection.said).hasSize(1);
            connection.events.otherwise = false;
            connection.send(1);
            connection.answerAll();
            connection.events.otherwise = true;
            connection.pass(20);
            assertThat(connection.said).hasSize(2);
        }
    }
}
