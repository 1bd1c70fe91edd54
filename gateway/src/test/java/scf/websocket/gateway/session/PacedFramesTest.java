package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.deflate.DeflatedMessage;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestServices;

/** Frames that arrive in one read are decoded one at a time, at the pace of the function. */
class PacedFramesTest {
    private static final int MAX_WAITING = 4;
    private static final long BUDGET = 16 << 20;
    private static final int TEXT = 0x81;
    private static final int FIRST_TEXT = 0x01;
    private static final int LAST = 0x80;
    private static final int CLOSE = 0x88;
    private static final int COMPRESSED_TEXT = 0xC1;

    private final Deque<CompletableFuture<InvocationOutcome>> pending = new ArrayDeque<>();
    private final List<String> delivered = new ArrayList<>();
    private final List<String> cleanedUp = new ArrayList<>();
    private final WaitingBytes waiting = WaitingBytes.of(BUDGET);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Session session = open();

    private Session open() {
        GatewayMetrics metrics = new GatewayMetrics();
        ConnectionSettings settings = TestApis.settings(MAX_WAITING);
        Session opened = new Session(
                TestServices.of(settings, waiting, metrics, channel.eventLoop()),
                TestApis.api(new Invoker(this::invoked), new Invoker(this::cleanedUp), settings),
                "id",
                "127.0.0.1",
                channel,
                null);
        opened.context().outbound().deflate();
        PacedFrameDecoder decoder = opened.decoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.maxFrameBytes())
                .allowExtensions(true)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
        channel.pipeline().addLast(decoder, opened);
        opened.opened(Extensions.Answer.NONE);
        return opened;
    }

    private CompletionStage<InvocationOutcome> invoked(byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        delivered.add(text.replaceAll("(?s).*\"data\":\"(.{0,5}).*", "$1").replaceAll("\".*", ""));
        pending.add(new CompletableFuture<>());
        return pending.getLast();
    }

    private CompletionStage<InvocationOutcome> cleanedUp(byte[] event) {
        cleanedUp.add(new String(event, StandardCharsets.UTF_8));
        return CompletableFuture.completedStage(new InvocationOutcome.Answered(new byte[0]));
    }

    private record Invoker(java.util.function.Function<byte[], CompletionStage<InvocationOutcome>> function)
            implements FunctionInvoker {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            return function.apply(event);
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf frame(int firstByte, byte[] payload) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte(firstByte);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        }
        return frame.writeInt(0).writeBytes(payload);
    }

    private static ByteBuf frames(int count, int firstByte, byte[] payload) {
        ByteBuf all = Unpooled.buffer();
        for (int i = 0; i < count; i++) {
            all.writeBytes(frame(firstByte, payload));
        }
        return all;
    }

    private static ByteBuf texts(int from, int to) {
        ByteBuf all = Unpooled.buffer();
        for (int i = from; i < to; i++) {
            all.writeBytes(frame(TEXT, ("m" + i).getBytes(StandardCharsets.UTF_8)));
        }
        return all;
    }

    private static List<String> names(int from, int to) {
        List<String> names = new ArrayList<>();
        for (int i = from; i < to; i++) {
            names.add("m" + i);
        }
        return names;
    }

    private void answer() {
        pending.remove().complete(new InvocationOutcome.Answered(new byte[0]));
        channel.runPendingTasks();
    }

    private void answerAll() {
        while (!pending.isEmpty()) {
            answer();
        }
    }

    @Test
    void decodesOnlyAsManyMessagesOfAReadAsMayWait() {
        channel.writeInbound(texts(0, 10_000));

        assertThat(session.context().stats().in()).isEqualTo(1 + MAX_WAITING);
        answerAll();
        assertThat(delivered).isEqualTo(names(0, 10_000));
        assertThat(session.core().isReading()).isTrue();
        assertThat(waiting.held()).isZero();
    }

    @Test
    void inflatesOnlyAsManyMessagesOfAReadAsMayWait() {
        byte[] large = DeflatedMessage.compress(new byte[200_000]).orElseThrow();
        ByteBuf read = frames(60, COMPRESSED_TEXT, large);
        int bytes = read.readableBytes();
        channel.writeInbound(read);

        long oneEvent = 6 * 200_000 + 1000; // JSON escapes each zero byte to six characters.
        assertThat(waiting.events().held()).isBetween(oneEvent / 2, 3 * oneEvent);
        assertThat(waiting.received().held()).isBetween(bytes / 2L, 4L * bytes);
        answerAll();
        assertThat(delivered).hasSize(60);
        assertThat(waiting.held()).isZero();
    }

    @Test
    void framesBeforeTheEndOfTheSocketAreDecodedAtTheSamePace() {
        channel.writeInbound(texts(0, 100));
        channel.close();

        assertThat(session.context().stats().in()).isEqualTo(1 + MAX_WAITING);
        while (delivered.size() < 100) {
            assertThat(cleanedUp).isEmpty();
            answer();
        }
        answer();
        assertThat(delivered).isEqualTo(names(0, 100));
        assertThat(cleanedUp).hasSize(1).first().asString().contains("connection-lost");
        assertThat(waiting.held()).isZero();
    }

    @Test
    void aFragmentedMessageFromBeforeTheEndIsComplete() {
        channel.writeInbound(texts(0, 20).writeBytes(frame(FIRST_TEXT, new byte[] {'a'})));
        channel.writeInbound(frame(LAST, new byte[] {'b'}));
        channel.close();
        answerAll();
        assertThat(delivered).hasSize(21).endsWith("ab");
        assertThat(cleanedUp).hasSize(1);
        assertThat(waiting.held()).isZero();
    }

    @Test
    void deliversMessagesFromBeforeOurCloseAndNoneFromAfter() {
        channel.writeInbound(texts(0, 20)
                .writeBytes(frame(TEXT, new byte[] {'h', 'a', 'l', 'f'}).readSlice(8)));
        session.close(CloseCause.KICK);
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {'l', 'f'}), texts(20, 30));
        answerAll();
        assertThat(delivered).isEqualTo(names(0, 20));
        assertThat(cleanedUp).hasSize(1).first().asString().contains("kick");
        channel.writeInbound(frame(CLOSE, new byte[0]));
        assertThat(channel.isActive()).isFalse();
        assertThat(waiting.held()).isZero();
    }

    @Test
    void nothingIsDeliveredAfterAnInvalidMessage() {
        channel.writeInbound(
                texts(0, 20).writeBytes(frame(TEXT, new byte[] {(byte) 0xFF})).writeBytes(texts(20, 30)));
        answerAll();
        assertThat(delivered).isEqualTo(names(0, 20));
        assertThat(cleanedUp).hasSize(1).first().asString().contains("bad-text");
        assertThat(waiting.held()).isZero();
    }

    @Test
    void aBrokenFrameAfterTheEndDiscardsTheRest() {
        channel.writeInbound(texts(0, 20)
                .writeBytes(new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0})
                .writeBytes(texts(20, 30)));
        channel.close();
        answerAll();
        assertThat(delivered).isEqualTo(names(0, 20));
        assertThat(cleanedUp).hasSize(1);
        assertThat(waiting.held()).isZero();
    }

    @Test
    void aFewBytesOfAMessageDoNotRetainTheWholeReadBuffer() {
        channel.writeInbound(Unpooled.buffer(64 * 1024).writeByte(TEXT).writeByte(0x80 | 100));
        assertThat(waiting.received().held()).isLessThan(1024);
    }

    @Test
    void anIncompleteMessageIsGivenUpWhenOthersHaveNoRoom() {
        channel.writeInbound(frame(TEXT, new byte[100]).readSlice(50));
        pass(10);
        pass(10);
        assertThat(channel.isActive()).isTrue();
        assertThat(session.core().isOpen()).isTrue();

        waiting.received().add(BUDGET / 4, 1);
        pass(10);
        assertThat(session.core().isOpen()).isFalse();
        assertThat(cleanedUp).hasSize(1).first().asString().contains("overloaded");
        waiting.received().add(-BUDGET / 4, -1);
        pass(5);
        assertThat(waiting.held()).isZero();
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }
}
