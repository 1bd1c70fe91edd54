package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.event.Feature;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestServices;

/**
 * The memory that a message allocates on its way to the function, and the answer on its way back. The bounds are a
 * little above today's figures, 2,600 and 62,000 bytes.
 */
class AllocationTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MESSAGES = 2000;

    /** Leak detection would allocate more than the gateway. */
    private static final ByteBufAllocator UNWATCHED = new UnpooledByteBufAllocator(false, true);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final GatewayMetrics metrics = new GatewayMetrics();
    private final ConnectionSettings settings = TestApis.settings(16);

    private static final class Answering implements FunctionInvoker {
        private final CompletionStage<InvocationOutcome> answer;

        Answering(String answer) {
            this.answer = CompletableFuture.completedStage(
                    new InvocationOutcome.Answered(answer.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            return answer;
        }

        @Override
        public void close() {}
    }

    /**
     * @param answer of the function
     * @return the bytes that one message of this length allocates
     */
    private long allocated(int length, String answer) {
        FunctionInvoker function = new Answering(answer);
        channel.config().setAllocator(UNWATCHED);
        Session session = new Session(
                TestServices.of(
                        settings,
                        new Extensions(
                                EnumSet.allOf(Feature.class),
                                262_144,
                                (apiId, cause, pushes) -> () -> {},
                                metrics,
                                System::nanoTime),
                        WaitingBytes.of(1 << 30),
                        metrics,
                        channel.eventLoop()),
                TestApis.api(function, settings),
                "id",
                "127.0.0.1",
                channel,
                null);
        channel.pipeline()
                .addLast(session.decoder(
                        TestApis.api(function, settings).frames().config(false)));
        channel.pipeline().addLast(session);
        session.opened(Extensions.Answer.NONE);
        ByteBuf frame = frame("x".repeat(length));
        receive(frame, MESSAGES);

        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        receive(frame, MESSAGES);
        return (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / MESSAGES;
    }

    @Test
    void aShortMessageAllocatesLittle() {
        assertThat(allocated(100, "{\"errNo\":0,\"errMsg\":\"ok\"}")).isBetween(500L, 3_000L);
    }

    @Test
    void aLongMessageIsCopiedFewTimes() {
        assertThat(allocated(10_000, "")).isBetween(20_000L, 70_000L);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void receive(ByteBuf frame, int times) {
        for (int i = 0; i < times; i++) {
            channel.pipeline().fireChannelRead(frame.duplicate().retain()).fireChannelReadComplete();
            channel.runPendingTasks();
        }
    }

    private static ByteBuf frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = UNWATCHED.buffer();
        frame.writeByte(0x81);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        }
        frame.writeInt(0);
        return frame.writeBytes(payload);
    }
}
