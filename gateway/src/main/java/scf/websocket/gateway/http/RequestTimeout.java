package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time for receiving a request, from its first byte to its end. On a timeout, answers 408 and closes the
 * connection. Precedes the {@link Exchange}. Event loop only.
 */
final class RequestTimeout extends ChannelInboundHandlerAdapter {
    private static final HttpAnswer TOO_SLOW =
            HttpAnswer.json(HttpResponseStatus.REQUEST_TIMEOUT, 408, "the request took too long");

    private final Exchange exchange;
    private final Duration limit;
    private final Runnable counter;
    private @Nullable Future<?> end;
    private long request;

    /** @param counter runs for each request that times out */
    RequestTimeout(Exchange exchange, Duration limit, Runnable counter) {
        this.exchange = exchange;
        this.limit = limit;
        this.counter = counter;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
        if (end != null && (!exchange.isReceiving() || request != exchange.received())) {
            stop();
        }
        if (end == null && exchange.isReceiving()) {
            request = exchange.received();
            end = context.executor().schedule(() -> tooSlow(context), limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tooSlow(ChannelHandlerContext context) {
        // The request may have been decoded since, after the response to the previous one.
        if (exchange.isReceiving() && request == exchange.received()) {
            counter.run();
            exchange.timeOut(context.pipeline().lastContext(), TOO_SLOW);
        }
        end = null;
    }

    private void stop() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }
}
