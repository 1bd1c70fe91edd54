package scf.websocket.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** At most one response is queued for a client that pipelines without reading. */
class PipelinedRequestsTest {
    private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Queue<ChannelPromise> waiting = new ArrayDeque<>();
    private int requests;

    private EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ReferenceCountUtil.release(message);
                if (!promise.isVoid()) {
                    waiting.add(promise);
                }
            }
        });
        Exchange.addTo(channel.pipeline(), new HttpDecoderConfig(), new HttpDate(Clock.systemUTC()));
        channel.pipeline().addLast(new BodyLimit(1024)).addLast(new InternalHandler(path -> {
            requests++;
            return Optional.of(call -> CompletableFuture.completedFuture(HttpAnswer.text(HttpResponseStatus.OK, "ok")));
        }));
        return channel;
    }

    @Test
    void decodesTheNextRequestOnceTheAnswerIsSent() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer(REQUEST.repeat(1000), StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        assertThat(requests).isEqualTo(1);
        assertThat(channel.config().isAutoRead()).isFalse();
        for (int i = 1; i < 1000; i++) {
            waiting.remove().setSuccess();
            channel.runPendingTasks();
            assertThat(requests).isEqualTo(i + 1);
        }
        channel.close();
    }

    @Test
    void executesNothingForAClientThatIsGone() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer(REQUEST.repeat(2), StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        ChannelPromise answer = waiting.remove();
        // In Netty's order: first the close listeners run, then unsent writes fail.
        channel.closeFuture().addListener(closed -> answer.setFailure(new ClosedChannelException()));
        channel.close();
        channel.runPendingTasks();
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void executesNothingAfterAnAnswerThatWasNotSent() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer(REQUEST.repeat(2), StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        waiting.remove().setFailure(new IOException("broken"));
        channel.runPendingTasks();
        assertThat(requests).isEqualTo(1);
        channel.close();
    }
}
