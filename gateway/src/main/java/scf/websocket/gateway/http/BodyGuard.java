package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
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

    /** @param maxBodyBytesElsewhere of requests to other paths; the limit that the pipeline has at first */
    public BodyGuard(GuardedEndpoints endpoints, int maxBodyBytesElsewhere) {
        this.endpoints = endpoints;
        this.maxBodyBytesElsewhere = maxBodyBytesElsewhere;
        this.limit = maxBodyBytesElsewhere;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            boolean guarded = endpoints.at(EndpointCalls.path(request)).isPresent();
            Optional<HttpAnswer> refusal =
                    guarded ? endpoints.refusal(RequestHead.of(request, context.channel())) : Optional.empty();
            if (refusal.isPresent()) {
                // Whatever follows of it, the exchange throws away.
                ReferenceCountUtil.release(message);
                HttpAnswers.writeLast(context, refusal.get());
                return;
            }
            limit(context, guarded ? endpoints.maxBodyBytes() : maxBodyBytesElsewhere);
        }
        context.fireChannelRead(message);
    }

    /** Between two requests the old one holds nothing. */
    private void limit(ChannelHandlerContext context, int maxBytes) {
        if (limit != maxBytes) {
            context.pipeline().replace(BodyLimit.class, null, new BodyLimit(maxBytes));
            limit = maxBytes;
        }
    }
}
