package scf.websocket.gateway.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Makes whole requests, and answers a body over the limit in the shape of the protocol. The rest of such a body is read and thrown
 * away: a socket that is closed with unread bytes is reset, and the client would never see the answer.
 */
public final class BodyLimit extends HttpObjectAggregator {
    private static final HttpAnswer TOO_LARGE =
            HttpAnswer.json(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, 413, "the body is larger than the limit");

    public BodyLimit(int maxBytes) {
        super(maxBytes);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        if (oversized instanceof HttpRequest request) {
            HttpAnswers.write(context, request, TOO_LARGE).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            HttpAnswers.writeLast(context, TOO_LARGE);
        }
    }
}
