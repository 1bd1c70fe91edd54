package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * In front of an {@link Exchange}: a request has to be whole within a time, from its first byte, however often another byte of it comes.
 * Otherwise it is answered 408 and the connection closed. Event loop only.
 */
final class RequestTimeout extends ChannelInboundHandlerAdapter {
    private static final HttpAnswer TOO_SLOW =
            HttpAnswer.json(HttpResponseStatus.REQUEST_TIMEOUT, 408, "the request took too long");

    private final Exchange exchange;
    private final Duration limit;
    private final Runnable counter;
    private @Nullable Future<?> end;
    private long request;

    /** @param counter of requests that take too long */
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
        // It may have been decoded since, when the answer to the one before it had been written.
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
