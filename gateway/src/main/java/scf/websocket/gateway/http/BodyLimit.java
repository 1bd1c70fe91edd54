package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates requests, and answers a body over the limit in the protocol's format. Discards the rest of a short body;
 * otherwise closes the connection.
 */
public final class BodyLimit extends HttpObjectAggregator {
    private static final HttpAnswer TOO_LARGE =
            HttpAnswer.json(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, 413, "the body is larger than the limit");

    public BodyLimit(int maxBytes) {
        super(maxBytes);
    }

    /** Rejects an oversized body immediately instead of sending 100 Continue. */
    @Override
    protected @Nullable Object newContinueResponse(HttpMessage start, int maxBytes, ChannelPipeline pipeline) {
        boolean refused = start.decoderResult().isFailure() || isContentLengthInvalid(start, maxBytes);
        return refused ? null : super.newContinueResponse(start, maxBytes, pipeline);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        if (oversized instanceof HttpRequest request && isShort(request)) {
            HttpAnswers.write(context, request, TOO_LARGE);
        } else {
            HttpAnswers.writeLast(context, TOO_LARGE);
        }
    }

    /** Whether the announced body certainly arrives and is short. */
    private boolean isShort(HttpRequest request) {
        return HttpUtil.getContentLength(request, 0L) <= Exchange.DISCARDED_BYTES
                && !HttpUtil.is100ContinueExpected(request);
    }
}
