package scf.websocket.gateway.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/**
 * In front of the {@link BodyLimit} of a connection that many may open: a large body is read for {@link GuardedEndpoints} alone, and
 * only for callers who may call them.
 */
public final class BodyGuard extends ChannelInboundHandlerAdapter {
    private final GuardedEndpoints endpoints;
    private final int maxBodyBytesElsewhere;
    private int limit;
    private boolean refused;

    /** @param maxBodyBytesElsewhere of requests to other paths; the limit that the pipeline has at first */
    public BodyGuard(GuardedEndpoints endpoints, int maxBodyBytesElsewhere) {
        this.endpoints = endpoints;
        this.maxBodyBytesElsewhere = maxBodyBytesElsewhere;
        this.limit = maxBodyBytesElsewhere;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!refused && message instanceof HttpRequest request) {
            requested(context, request);
        }
        if (!refused) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (message instanceof LastHttpContent) {
            // Not before: a socket that is closed with unread bytes is reset, and the caller would not see the answer.
            context.close();
        }
    }

    private void requested(ChannelHandlerContext context, HttpRequest request) {
        boolean guarded = endpoints.at(EndpointCalls.path(request)).isPresent();
        Optional<HttpAnswer> refusal =
                guarded ? endpoints.refusal(RequestHead.of(request, context.channel())) : Optional.empty();
        if (refusal.isPresent()) {
            refused = true;
            context.writeAndFlush(HttpAnswers.last(refusal.get())).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            limit(context, guarded ? endpoints.maxBodyBytes() : maxBodyBytesElsewhere);
        }
    }

    /** Between two requests the old one holds nothing. */
    private void limit(ChannelHandlerContext context, int maxBytes) {
        if (limit != maxBytes) {
            context.pipeline().replace(BodyLimit.class, null, new BodyLimit(maxBytes));
            limit = maxBytes;
        }
    }
}
