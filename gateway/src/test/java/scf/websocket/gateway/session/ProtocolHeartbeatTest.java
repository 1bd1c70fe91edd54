package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.connection.HeartbeatRule;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.extension.Heartbeats;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestServices;

/** Heartbeats of an application's own protocol, on a clock that only the test moves. */
class ProtocolHeartbeatTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> events = new ArrayList<>();
    private final GatewayMetrics metrics = new GatewayMetrics();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void open(String heartbeat) {
        open(heartbeat, 0);
    }

    private void open(String heartbeat, int messagesPerSecond) {
        channel.freezeTime();
        ConnectionSettings settings = settings(Heartbeats.ofOption(heartbeat), messagesPerSecond);
        Session session = new Session(
                TestServices.of(settings, WaitingBytes.of(1 << 30), metrics, channel.eventLoop()),
                TestApis.api(new Recording(), settings),
                "id",
                "127.0.0.1",
                channel,
                null);
        channel.pipeline()
                .addLast(session.decoder(
                        TestApis.api(new Recording(), settings).frames().config(false)));
        channel.pipeline().addLast(session);
        session.opened(Extensions.Answer.NONE);
    }

    private static ConnectionSettings settings(@Nullable HeartbeatRule heartbeat, int messagesPerSecond) {
        return new ConnectionSettings(
                Duration.ofSeconds(60),
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                false,
                1000,
                1000,
                16,
                1 << 20,
                messagesPerSecond,
                0,
                heartbeat);
    }

    private final class Recording implements FunctionInvoker {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            events.add(new String(event, StandardCharsets.UTF_8));
            return CompletableFuture.completedStage(new InvocationOutcome.Answered(new byte[0]));
        }

        @Override
        public void close() {}
    }

    private void receive(WebSocketFrame frame) {
        channel.pipeline().fireChannelRead(frame).fireChannelReadComplete();
        channel.runPendingTasks();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    /** The frames that were sent since the last call: texts, or the opcode of other frames. */
    private List<String> sent() {
        List<String> frames = new ArrayList<>();
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            if (out instanceof ByteBuf bytes) {
                int first = bytes.readUnsignedByte();
                bytes.skipBytes(1);
                String content = bytes.readString(bytes.readableBytes(), StandardCharsets.ISO_8859_1);
                frames.add(first == 0x81 ? content : Integer.toHexString(first) + content);
            } else {
                frames.add(out.getClass().getSimpleName());
                io.netty.util.ReferenceCountUtil.release(out);
            }
        }
        return frames;
    }

    private static TextWebSocketFrame text(String text) {
        return new TextWebSocketFrame(text);
    }

    @Test
    void answersAMessageWithoutAnEvent() {
        open("{\"reply\":{\"ping\":\"pong\",\"2\":\"3\"}}");
        receive(text("ping"));
        receive(text("2"));
        assertThat(sent()).containsExactly("pong", "3");
        assertThat(events).isEmpty();

        receive(text("ping "));
        assertThat(sent()).isEmpty();
        assertThat(events).hasSize(1);
    }

    @Test
    void aHeartbeatThatIsAnsweredIsAMessageLikeAnyOther() {
        open("{\"reply\":{\"ping\":\"pong\"}}", 2);
        for (int i = 0; i < 5; i++) {
            pass(19);
            receive(text("ping"));
        }
        assertThat(sent()).hasSize(5).containsOnly("pong");
        assertThat(channel.isOpen()).isTrue();
        receive(text("ping"));
        receive(text("ping"));
        assertThat(sent()).last().isEqualTo("CloseWebSocketFrame");
        assertThat(metrics.scrape()).contains("limit=\"message-rate\"");
    }

    @Test
    void sendsStrictlyAtItsRateInPlaceOfPings() {
        open("{\"every\":7,\"send\":\"{}\",\"swallow\":\"{}\"}");
        for (int i = 0; i < 20; i++) {
            pass(6);
            assertThat(sent()).isEmpty();
            // Whatever the client sends does not move the next one.
            receive(text("something"));
            pass(1);
            assertThat(sent()).containsExactly("{}");
            receive(text("{}"));
        }
        assertThat(events).hasSize(20);
    }

    @Test
    void closesNoIdleConnectionThatAnswers() {
        open("{\"every\":7,\"send\":\"{}\",\"swallow\":\"{}\"}");
        for (int i = 0; i < 30; i++) {
            pass(7);
            receive(text("{}"));
        }
        assertThat(sent()).containsOnly("{}").hasSize(30);
        assertThat(events).isEmpty();
    }

    @Test
    void givesUpAClientThatDoesNotAnswer() {
        open("{\"every\":7,\"send\":\"{}\"}");
        pass(16);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(sent()).containsExactly("{}", "{}");
    }

    @Test
    void sendsAndSwallowsBinaryMessages() {
        open("{\"every\":7,\"dataType\":\"binary\",\"send\":\"AAE=\",\"swallow\":\"/w==\"}");
        pass(7);
        assertThat(sent()).containsExactly("82\u0000\u0001");
        receive(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF})));
        assertThat(events).isEmpty();
        receive(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) 0xFE})));
        receive(text("\u00ff"));
        assertThat(events).hasSize(2);
    }
}
