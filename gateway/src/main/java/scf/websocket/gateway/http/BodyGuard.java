package scf.websocket.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Precedes the {@link BodyLimit} of a public connection: accepts large bodies only for {@link GuardedEndpoints}, only
 * from authorized callers, and only while all of them together fit the endpoints' budget. A body counts until its
 * request is answered.
 */
public final class BodyGuard extends ChannelDuplexHandler {
    private final GuardedEndpoints endpoints;
    private final int maxBodyBytesElsewhere;
    private int limit;
    private boolean guarded;
    private boolean refused;
    private @Nullable BodyBytes bytes;

    /** @param maxBodyBytesElsewhere for other paths; the initial limit of the pipeline */
    public BodyGuard(GuardedEndpoints endpoints, int maxBodyBytesElsewhere) {
        this.endpoints = endpoints;
        this.maxBodyBytesElsewhere = maxBodyBytesElsewhere;
        this.limit = maxBodyBytesElsewhere;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        bytes = new BodyBytes(endpoints.budget(), context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Optional<HttpAnswer> refusal = Optional.empty();
        if (message instanceof HttpRequest request) {
            String path = RequestHead.path(request);
            guarded = endpoints.at(path).isPresent();
            refusal = guarded ? endpoints.refusal(RequestHead.of(request, context.channel())) : Optional.empty();
            if (refusal.isEmpty()) {
                limit(context, guarded ? endpoints.maxBodyBytes(path) : maxBodyBytesElsewhere);
            }
        }
        if (guarded && refusal.isEmpty() && message instanceof HttpContent part && !fits(part)) {
            refusal = Optional.of(endpoints.noRoom());
        }
        if (refusal.isPresent()) {
            // The exchange discards the rest. The bytes received so far count until the connection is closed.
            refused = true;
            ReferenceCountUtil.release(message);
            HttpAnswers.writeLast(context, refusal.get());
        } else {
            context.fireChannelRead(message);
        }
    }

    private boolean fits(HttpContent part) {
        return bytes == null || bytes.take(part.content().readableBytes());
    }

    /** Safe to replace: between two requests the old handler holds no data. */
    private void limit(ChannelHandlerContext context, int maxBytes) {
        if (limit != maxBytes) {
            context.pipeline().replace(BodyLimit.class, null, new BodyLimit(maxBytes));
            limit = maxBytes;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (HttpAnswers.isAnswer(message) && !refused) {
            giveBack();
        }
        context.write(message, promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        giveBack();
    }

    private void giveBack() {
        if (bytes != null) {
            bytes.giveBack();
        }
    }
}
