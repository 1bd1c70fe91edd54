package scf.websocket.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes responses to a channel. */
public final class HttpAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(HttpAnswers.class);

    private HttpAnswers() {}

    /** Keeps the connection open if the request allows it; otherwise {@link Exchange} closes it after the response. */
    public static ChannelFuture write(ChannelHandlerContext context, HttpRequest request, HttpAnswer answer) {
        HttpStream stream = answer.stream();
        if (stream != null) {
            return StreamedAnswer.write(context, request, answer, stream);
        }
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = response(answer, HttpMethod.HEAD.equals(request.method()));
        HttpUtil.setKeepAlive(response, keepAlive);
        return context.writeAndFlush(response);
    }

    /** Returns the response to a malformed or oversized request head. */
    public static HttpAnswer unreadable(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpAnswer.json(HttpResponseStatus.REQUEST_URI_TOO_LONG, 414, "the request line is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HttpAnswer.json(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, 431, "the headers are too large");
        }
        if (cause instanceof ProxyPreface) {
            return HttpAnswer.json(
                    HttpResponseStatus.BAD_REQUEST,
                    400,
                    "the PROXY protocol is not spoken here; send X-Forwarded-For, see --trust-forwarded");
        }
        return HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, 400, "not an HTTP request");
    }

    /** Whether a message is the response to a request, which {@code 100 Continue} is not. */
    public static boolean isAnswer(Object message) {
        return message instanceof HttpResponse response && !HttpResponseStatus.CONTINUE.equals(response.status());
    }

    /** Writes a response and closes the connection. */
    public static void writeLast(ChannelHandlerContext context, HttpAnswer answer) {
        context.writeAndFlush(last(answer));
    }

    /**
     * Logs an unexpected exception and answers 500 without details. Closes the connection if a response has already
     * been started.
     */
    public static void writeFailure(ChannelHandlerContext context, Throwable failure) {
        LOG.error("a request could not be answered", failure);
        context.writeAndFlush(last(HttpAnswer.json(HttpResponseStatus.INTERNAL_SERVER_ERROR, 500, "internal error")))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Runs a step; an exception is logged and answered with 500. */
    public static void guarded(ChannelHandlerContext context, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error thrown) {
            writeFailure(context, thrown);
        }
    }

    /** Handles an exception in the pipeline. Closes the connection if the client caused it. */
    public static void caught(ChannelHandlerContext context, Throwable failure) {
        if (isOfClient(failure)) {
            context.close();
        } else {
            writeFailure(context, failure);
        }
    }

    /**
     * A closed connection, or bytes that are not valid HTTP or TLS. Unwraps decoder exceptions, which also wrap our own
     * bugs.
     */
    private static boolean isOfClient(Throwable failure) {
        if (failure instanceof DecoderException) {
            Throwable cause = failure.getCause();
            return cause == null || isOfClient(cause);
        }
        return failure instanceof IOException;
    }

    /** Marks the connection to be closed. */
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
