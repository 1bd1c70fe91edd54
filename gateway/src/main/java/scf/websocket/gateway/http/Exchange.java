package scf.websocket.gateway.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the requests and responses of one connection: rejects a request head that RFC 9112 forbids, allows exactly one
 * response for each request, adds the date, and then decodes the next request, or closes after a response with {@code
 * Connection: close}. Event loop only.
 */
public final class Exchange extends ChannelDuplexHandler {
    /**
     * Limit for discarding the rest of a body that is already answered. Sending this much costs a client about as much
     * as a new connection.
     */
    static final int DISCARDED_BYTES = 1024 * 1024;

    private final RequestDecoder decoder;
    private final HttpDate date;
    private @Nullable HttpRequest request;
    private boolean owed;
    private boolean whole = true;
    private boolean anyAnswered;
    private boolean closing;
    private int discarded;
    private long received;
    private @Nullable ChannelFuture lastAnswer;

    private Exchange(RequestDecoder decoder, HttpDate date) {
        this.decoder = decoder;
        this.date = date;
    }

    /** Sets up HTTP on a pipeline; handlers added later get the parts of requests. */
    public static Exchange addTo(ChannelPipeline pipeline, HttpDecoderConfig config, HttpDate date) {
        RequestDecoder decoder = new RequestDecoder(config);
        Exchange exchange = new Exchange(decoder, date);
        pipeline.addLast(decoder).addLast(new HttpResponseEncoder()).addLast(exchange);
        return exchange;
    }

    /** Marks the current request as the last one in HTTP: data before its response is recorded and discarded. */
    public void upgrading() {
        decoder.upgrading();
    }

    /** Whether data arrived between an {@linkplain #upgrading upgrade} and its response. */
    public boolean wasEarly() {
        return decoder.wasEarly();
    }

    /** Whether a request has been received partially. */
    boolean isReceiving() {
        return !closing && (!whole || decoder.hasBegun());
    }

    /** Returns the number of complete requests on this connection. */
    long received() {
        return received;
    }

    // ---- requests

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest head && !begin(context, head)) {
            return;
        }
        if (message instanceof HttpContent part && !owed) {
            discard(context, part);
        }
        boolean last = message instanceof LastHttpContent;
        context.fireChannelRead(message);
        if (last) {
            whole = true;
            received++;
            proceed();
        }
    }

    /** Discards the rest of a rejected body. If it is malformed, the start of the next request cannot be found. */
    private void discard(ChannelHandlerContext context, HttpContent part) {
        discarded += part.content().readableBytes();
        if (discarded > DISCARDED_BYTES || part.decoderResult().isFailure()) {
            close(context);
        }
    }

    /** @return false if the request was rejected */
    private boolean begin(ChannelHandlerContext context, HttpRequest head) {
        request = head;
        owed = true;
        whole = false;
        discarded = 0;
        if (head.decoderResult().isFailure()) {
            return true; // A later handler counts and answers it.
        }
        Optional<HttpAnswer> objection = RequestRules.objection(head);
        objection.ifPresent(answer -> {
            write(context, HttpAnswers.last(answer), context.newPromise());
            context.flush();
        });
        return objection.isEmpty();
    }

    /**
     * At most one response is unsent for a client that pipelines without reading. A closed connection decodes nothing
     * more.
     */
    private void proceed() {
        if (whole
                && !owed
                && !closing
                && lastAnswer != null
                && lastAnswer.isSuccess()
                && lastAnswer.channel().isActive()) {
            decoder.next();
        }
    }

    // ---- answers

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof HttpResponse response) || !HttpAnswers.isAnswer(response)) {
            context.write(message, promise);
            return;
        }
        if (closing || !(owed || !anyAnswered)) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        owed = false;
        anyAnswered = true;
        response.headers().set(HttpHeaderNames.DATE, date.now());
        closing = response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        if (!closing && request != null && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        boolean upgrade = HttpResponseStatus.SWITCHING_PROTOCOLS.equals(response.status());
        ChannelFuture written = context.write(message, promise.unvoid());
        if (!(response instanceof LastHttpContent)) {
            // A stream, which closes the connection itself; until then, what the client sends is discarded.
            decoder.upgrading();
        } else if (closing) {
            LingeringClose.behind(written);
        } else if (!upgrade) {
            lastAnswer = written;
            written.addListener(sent -> proceed());
        }
    }

    // ---- the end

    /**
     * The client is too slow. Answers the first request of a connection or a partial one; closes an idle connection.
     *
     * @return whether the response was sent
     */
    public boolean timeOut(ChannelHandlerContext context, HttpAnswer answer) {
        boolean due = !closing && (owed || !anyAnswered || (whole && decoder.hasBegun()));
        if (!due) {
            if (!closing) {
                close(context);
            }
            return false;
        }
        owed = true;
        HttpAnswers.writeLast(context, answer);
        return true;
    }

    private void close(ChannelHandlerContext context) {
        closing = true;
        LingeringClose.begin(context.channel());
    }
}
