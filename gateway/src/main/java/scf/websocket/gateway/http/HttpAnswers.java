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

/** Writes an {@link HttpAnswer} to a channel. */
public final class HttpAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(HttpAnswers.class);

    private HttpAnswers() {}

    /** Keeps the connection if the request allows it; otherwise the {@link Exchange} closes it behind the answer. */
    public static ChannelFuture write(ChannelHandlerContext context, HttpRequest request, HttpAnswer answer) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = response(answer, HttpMethod.HEAD.equals(request.method()));
        HttpUtil.setKeepAlive(response, keepAlive);
        return context.writeAndFlush(response);
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
        if (cause instanceof ProxyPreface) {
            return HttpAnswer.json(
                    HttpResponseStatus.BAD_REQUEST,
                    400,
                    "the PROXY protocol is not spoken here; send X-Forwarded-For, see --trust-forwarded");
        }
        return HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, 400, "not an HTTP request");
    }

    /** Whether what is written begins the answer to a request, which {@code 100 Continue} does not. */
    public static boolean isAnswer(Object message) {
        return message instanceof HttpResponse response && !HttpResponseStatus.CONTINUE.equals(response.status());
    }

    /** Says it and closes. */
    public static void writeLast(ChannelHandlerContext context, HttpAnswer answer) {
        context.writeAndFlush(last(answer));
    }

    /**
     * Something was thrown that nobody expected: it is logged, and the client is told no more than that. Where it cannot be told any
     * more, because an answer has begun, the connection is closed.
     */
    public static void writeFailure(ChannelHandlerContext context, Throwable failure) {
        LOG.error("a request could not be answered", failure);
        context.writeAndFlush(last(HttpAnswer.json(HttpResponseStatus.INTERNAL_SERVER_ERROR, 500, "internal error")))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Whatever is thrown while a request is answered is logged, and the client gets an answer all the same. */
    public static void guarded(ChannelHandlerContext context, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error thrown) {
            writeFailure(context, thrown);
        }
    }

    /** Something was thrown in the pipeline. If it is the client's doing, nobody is left to be told. */
    public static void caught(ChannelHandlerContext context, Throwable failure) {
        if (isOfClient(failure)) {
            context.close();
        } else {
            writeFailure(context, failure);
        }
    }

    /** A client that went away, or bytes that are no HTTP or TLS. A decoder wraps whatever is thrown in it, our own faults, too. */
    private static boolean isOfClient(Throwable failure) {
        if (failure instanceof DecoderException) {
            Throwable cause = failure.getCause();
            return cause == null || isOfClient(cause);
        }
        return failure instanceof IOException;
    }

    /** Says that the connection will be closed. */
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
