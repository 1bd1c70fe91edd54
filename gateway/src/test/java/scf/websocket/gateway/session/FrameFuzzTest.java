package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.EventReader;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.deflate.DeflatedMessage;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.route.Api;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestServices;
import scf.websocket.testing.fuzz.Fuzz;

/**
 * Almost valid data after the 101, through decoder and session: yields messages, pongs and at most one close frame with
 * a documented code, never an exception or a buffer leak.
 */
class FrameFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 2000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final List<byte[]> events = new ArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** A masked frame with a zero mask. */
    private static byte[] frame(int first, byte[] payload) {
        ByteBuf frame = Unpooled.buffer();
        frame.writeByte(first);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0xFE).writeShort(payload.length);
        }
        frame.writeInt(0).writeBytes(payload);
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        return bytes;
    }

    private static byte[] frames(byte[]... frames) {
        ByteBuf all = Unpooled.wrappedBuffer(frames);
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everySequenceOfFramesYieldsMessagesOrADocumentedClose(boolean deflate) {
        byte[] deflated = DeflatedMessage.compress(utf8("hello ".repeat(100))).orElseThrow();
        byte[] bomb = DeflatedMessage.compress(new byte[200_000]).orElseThrow();
        Set<Object> outcomes = Fuzz.of(deflate ? "frames-deflate" : "frames")
                .seeds(
                        frame(0x81, utf8("héllo 😀")),
                        frames(frame(0x02, new byte[200]), frame(0x89, utf8("ping")), frame(0x80, new byte[3])),
                        frames(frame(0x01, utf8("\u4f60")), frame(0x00, utf8("")), frame(0x80, utf8("\u597d"))),
                        frames(frame(0x8A, utf8("pong")), frame(0x88, new byte[] {0x03, (byte) 0xE8, 'x'})),
                        frames(frame(0x82, new byte[MAX_BYTES]), frame(0x88, new byte[0])),
                        frames(frame(0xC1, deflated), frame(0x41, deflated), frame(0x80, new byte[0])),
                        frame(0xC2, bomb))
                .tokens(
                        "\u0081\u0080",
                        "\u0088\u0082\0\0\0\0\u0003\u00e8",
                        "\u0000\u0080\0\0\0\0",
                        "\u00c1",
                        "\u0001",
                        "\u0080")
                .tokens("\u0089\u00fe\u0000~", "\u0082\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "\u00f1")
                .rounds(300)
                .maxMegabytes(96)
                .run(bytes -> outcome(bytes, deflate));
        assertThat(outcomes)
                .contains(new TreeSet<>(Set.of("message")), new TreeSet<>(Set.of("1002")))
                .anyMatch(outcome -> outcome.toString().contains("1009"))
                .anyMatch(outcome -> outcome.toString().contains("1007"))
                .anyMatch(outcome -> outcome.toString().contains("pong"));
    }

    private Object outcome(byte[] bytes, boolean deflate) throws Exception {
        events.clear();
        EmbeddedChannel channel = new EmbeddedChannel();
        Session session = open(channel, deflate);
        Set<String> seen = new TreeSet<>();
        // Not pooled, because the pool would reuse the buffer.
        ByteBuf input = Unpooled.buffer().writeBytes(bytes);
        channel.writeInbound(input);
        channel.runPendingTasks();
        channel.checkException();
        int closes = 0;
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            try {
                closes += sent(out, seen);
            } finally {
                ReferenceCountUtil.release(out);
            }
        }
        assertThat(closes).isLessThanOrEqualTo(1);
        for (byte[] event : events) {
            seen.add("message");
            assertThat(message(event)).hasSizeLessThanOrEqualTo(MAX_BYTES);
        }
        channel.finishAndReleaseAll();
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        assertThat(session.core().isWorking()).isFalse();
        assertThat(input.refCnt()).isZero();
        return seen;
    }

    private static byte[] message(byte[] event) throws Exception {
        return new EventReader()
                .readMessage(JSON.readValue(event, WebSocketEvent.class))
                .bytes();
    }

    /** @return the number of close frames: 0 or 1 */
    private static int sent(Object out, Set<String> seen) {
        if (out instanceof CloseWebSocketFrame close) {
            int code = close.statusCode();
            seen.add(String.valueOf(code));
            assertThat(code == -1 || isCloseCode(code))
                    .as("close code %d", code)
                    .isTrue();
            return 1;
        }
        assertThat(out).isInstanceOf(WebSocketFrame.class);
        if (out instanceof PongWebSocketFrame pong) {
            assertThat(pong.content().readableBytes()).isLessThanOrEqualTo(125);
            seen.add("pong");
        }
        return 0;
    }

    /** A code that the gateway sends, or one that it echoes to a client. */
    private static boolean isCloseCode(int code) {
        return CloseCodes.mayBeSent(code) || code == 1002 || code == 1010;
    }

    private Session open(EmbeddedChannel channel, boolean deflate) {
        ConnectionSettings settings = new ConnectionSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                false,
                MAX_BYTES,
                MAX_BYTES,
                16,
                1 << 20,
                0,
                0,
                null);
        Api api = TestApis.api(new Recording(), settings);
        Session session = new Session(
                TestServices.of(settings, WaitingBytes.of(1 << 30), metrics, timer),
                api,
                "id",
                "127.0.0.1",
                channel,
                null);
        if (deflate) {
            session.context().outbound().deflate();
        }
        channel.pipeline().addLast(session.decoder(api.frames().config(deflate)), session);
        session.opened(Extensions.Answer.NONE);
        return session;
    }

    /** A function that records its events and answers immediately. */
    private final class Recording implements FunctionInvoker {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            events.add(event);
            return CompletableFuture.completedFuture(new InvocationOutcome.Answered(new byte[0]));
        }

        @Override
        public void close() {}
    }
}
