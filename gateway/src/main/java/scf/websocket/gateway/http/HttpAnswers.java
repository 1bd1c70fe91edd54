package scf.websocket.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** Writes an {@link HttpAnswer} to a channel. */
public final class HttpAnswers {
    private HttpAnswers() {}

    /** Keeps the connection if the request allows it. */
    public static ChannelFuture write(ChannelHandlerContext context, HttpRequest request, HttpAnswer answer) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = response(answer, HttpMethod.HEAD.equals(request.method()));
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
        return written;
    }

    /** What to say to bytes that are no request, or too long a one. */
    public static HttpAnswer unreadable(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpAnswer.json(HttpResponseStatus.REQUEST_URI_TOO_LONG, 414, "the request line is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HttpAnswer.json(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, 431, "the headers are too large");
        }
        return HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, 400, "not an HTTP request");
    }

    /** Says it and closes. */
    public static void writeLast(ChannelHandlerContext context, HttpAnswer answer) {
        context.writeAndFlush(last(answer)).addListener(ChannelFutureListener.CLOSE);
    }

    /** Says that the connection will be closed, which is left to the caller. */
    static FullHttpResponse last(HttpAnswer answer) {
        FullHttpResponse response = response(answer, false);
        HttpUtil.setKeepAlive(response, false);
        return response;
    }

    private static FullHttpResponse response(HttpAnswer answer, boolean headersOnly) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                answer.status(),
                headersOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
        if (!HttpResponseStatus.NOT_MODIFIED.equals(answer.status())) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        }
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        return response;
    }
}
