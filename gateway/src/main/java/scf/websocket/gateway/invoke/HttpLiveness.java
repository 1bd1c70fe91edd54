package scf.websocket.gateway.invoke;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Detects a dead HTTP/2 connection, which would otherwise get further events until the kernel gives up after 15
 * minutes. If nothing was read for a while although events are in flight, sends a PING; without a response, closes the
 * connection, and its events fail. The library's own PING also requires that nothing was written, which never happens
 * on a busy connection.
 */
final class HttpLiveness extends IdleStateHandler {
    private boolean asked;

    HttpLiveness(Duration silence) {
        super(silence.toMillis(), 0, 0, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        asked = false;
        super.channelRead(context, message);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        Http2FrameCodec codec = context.pipeline().get(Http2FrameCodec.class);
        if (event.state() != IdleState.READER_IDLE
                || codec == null
                || codec.connection().numActiveStreams() == 0) {
            asked = false;
            return;
        }
        if (asked) {
            context.close();
            return;
        }
        asked = true;
        ChannelHandlerContext codecContext = context.pipeline().context(codec);
        codec.encoder().frameWriter().writePing(codecContext, false, 0, codecContext.newPromise());
        codecContext.flush();
    }
}
