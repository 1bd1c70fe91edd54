package scf.websocket.gateway.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** Writes the head of a response that has no end yet, and begins its stream. Event loop only. */
final class StreamedAnswer {
    private StreamedAnswer() {}

    static ChannelFuture write(
            ChannelHandlerContext context, HttpRequest request, HttpAnswer answer, HttpStream stream) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status());
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach((name, value) -> head.headers().set(name, value));
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        // In HTTP/1.0 the end of the connection ends the body.
        HttpUtil.setTransferEncodingChunked(head, request.protocolVersion().equals(HttpVersion.HTTP_1_1));
        ChannelFuture written = context.writeAndFlush(head);
        // Not if another answer came first.
        if (written.cause() == null) {
            stream.begin(context.channel());
        }
        return written;
    }
}
