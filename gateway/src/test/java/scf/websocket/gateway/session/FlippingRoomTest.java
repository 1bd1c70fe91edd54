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
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.limit.ByteBudget;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestServices;

/**
 * Other threads change the budget between any two checks. With every sequence of answers, each connection continues, or
 * ends, within one polling interval once there is room.
 */
class FlippingRoomTest {
    private static final int ANSWERS = 8;
    private static final int POLL_MILLIS = 500;
    private static final int MESSAGES = 3;

    /** The moment when the answers begin to change. */
    enum Moment {
        /** Before the first message. */
        BEFORE_THE_READ,
        /** While messages wait undecoded for room. */
        WHILE_NOTHING_IS_DECODED,
        /** While the function handles one message and the others wait undecoded for room. */
        AT_THE_LAST_ANSWER
    }

    /** A budget that gives scripted answers, and then always admits. */
    private static final class ScriptedBudget extends ByteBudget {
        final Deque<Boolean> answers = new ArrayDeque<>();
        boolean afterScript = true;
        int asked;

        ScriptedBudget() {
            super(16 << 20);
        }

        void script(int bits) {
            afterScript = true;
            for (int i = 0; i < ANSWERS; i++) {
                answers.add((bits >> i & 1) != 0);
            }
        }

        @Override
        public boolean admits(long ownBytes) {
            asked++;
            return answers.isEmpty() ? afterScript : answers.remove();
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
        final ScriptedBudget received = new ScriptedBudget();
        final ScriptedBudget events = new ScriptedBudget();
        final EmbeddedChannel channel = new EmbeddedChannel();
        final Deque<CompletableFuture<InvocationOutcome>> pending = new ArrayDeque<>();
        final List<byte[]> delivered = new ArrayList<>();
        final List<byte[]> cleanedUp = new ArrayList<>();
        final Session session;

        Connection() {
            GatewayMetrics metrics = new GatewayMetrics();
            ConnectionSettings settings = TestApis.settings(4);
            session = new Session(
                    TestServices.of(settings, new WaitingBytes(received, events), metrics, channel.eventLoop()),
                    TestApis.api(new Invoker(this::invoked), new Invoker(this::cleanedUp), settings),
                    "id",
                    "127.0.0.1",
                    channel,
                    null);
            PacedFrameDecoder decoder = session.decoder(WebSocketDecoderConfig.newBuilder()
                    .closeOnProtocolViolation(false)
                    .withUTF8Validator(false)
                    .build());
            channel.pipeline().addLast(decoder, session);
            session.opened(Extensions.Answer.NONE);
        }

        private CompletionStage<InvocationOutcome> invoked(byte[] event) {
            delivered.add(event);
            pending.add(new CompletableFuture<>());
            return pending.getLast();
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
            while (!pending.isEmpty()) {
                pending.remove().complete(new InvocationOutcome.Answered(new byte[0]));
                channel.runPendingTasks();
            }
        }

        void pass(int millis) {
            channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }

        /** Ends the connection like a socket; {@link EmbeddedChannel#close} would also cancel scheduled tasks. */
        void end() {
            channel.pipeline().close();
            channel.runPendingTasks();
        }

        /** Each poll consumes at least one answer. */
        void settle() {
            for (int i = 0; i <= 2 * ANSWERS; i++) {
                answerAll();
                pass(POLL_MILLIS);
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
                connection.events.afterScript = false;
                connection.send(MESSAGES);
                flip.run();
            }
            case AT_THE_LAST_ANSWER -> {
                connection.send(1);
                connection.events.afterScript = false;
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
                assertThat(connection.delivered).as("answers %x", bits).hasSize(MESSAGES);
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
                assertThat(connection.delivered).as("answers %x", bits).hasSize(MESSAGES);
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
                assertThat(connection.delivered).as("answers %x", bits).hasSize(MESSAGES);
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
                assertThat(connection.delivered.size()).as("answers %x", bits).isBetween(1, MESSAGES);
                assertThat(connection.cleanedUp).as("answers %x", bits).hasSize(1);
            }
        }
    }

    @Test
    void aLongWaitPollsRarelyAndProgressResetsTheInterval() {
        try (Connection connection = new Connection()) {
            connection.events.afterScript = false;
            connection.send(1);
            int before = connection.events.asked;
            for (int i = 0; i < 1000; i++) {
                connection.pass(10);
            }
            assertThat(connection.events.asked - before).isBetween(15, 100);

            connection.events.afterScript = true;
            connection.pass(POLL_MILLIS);
            assertThat(connection.delivered).hasSize(1);
            connection.events.afterScript = false;
            connection.send(1);
            connection.answerAll();
            connection.events.afterScript = true;
            connection.pass(20);
            assertThat(connection.delivered).hasSize(2);
        }
    }
}
