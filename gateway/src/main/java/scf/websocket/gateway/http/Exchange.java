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
 * The requests and answers of one connection: refuses a head that RFC 9112 forbids, lets exactly one answer out for each request, dates
 * it, and then has the next request decoded, or closes behind an answer that says {@code Connection: close}. Event loop only.
 */
public final class Exchange extends ChannelDuplexHandler {
    /** Of a body that is answered already. To close a connection and open another costs a client about as much as sending this. */
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

    /** Makes a connection speak HTTP, and hands the parts of its requests to what is added behind. */
    public static Exchange addTo(ChannelPipeline pipeline, HttpDecoderConfig config, HttpDate date) {
        RequestDecoder decoder = new RequestDecoder(config);
        Exchange exchange = new Exchange(decoder, date);
        pipeline.addLast(decoder).addLast(new HttpResponseEncoder()).addLast(exchange);
        return exchange;
    }

    /** The request under way is the last one in HTTP: what comes before the answer to it is noted and thrown away. */
    public void upgrading() {
        decoder.upgrading();
    }

    /** Whether something came between an {@linkplain #upgrading upgrade} and its answer. */
    public boolean wasEarly() {
        return decoder.wasEarly();
    }

    /** Whether a part of a request is here, and not all of it. */
    boolean isReceiving() {
        return !closing && (!whole || decoder.hasBegun());
    }

    /** Requests that are here whole, since the connection began. */
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

    /** The rest of a body that was refused. If it is broken, it cannot be known where the next request would begin. */
    private void discard(ChannelHandlerContext context, HttpContent part) {
        discarded += part.content().readableBytes();
        if (discarded > DISCARDED_BYTES || part.decoderResult().isFailure()) {
            close(context);
        }
    }

    /** @return false if the request has been refused */
    private boolean begin(ChannelHandlerContext context, HttpRequest head) {
        request = head;
        owed = true;
        whole = false;
        discarded = 0;
        if (head.decoderResult().isFailure()) {
            return true; // The one who counts them answers.
        }
        Optional<HttpAnswer> objection = RequestRules.objection(head);
        objection.ifPresent(answer -> {
            write(context, HttpAnswers.last(answer), context.newPromise());
            context.flush();
        });
        return objection.isEmpty();
    }

    /** Of a client that asks and asks and does not read, one answer waits. One that is gone is asked nothing more. */
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
        if (closing) {
            LingeringClose.behind(written);
        } else if (!upgrade) {
            lastAnswer = written;
            written.addListener(sent -> proceed());
        }
    }

    // ---- the end

    /**
     * The client takes too long. A request of which a part is here, and the first one, is answered; a connection that is merely kept
     * is closed.
     *
     * @return whether the answer was sent
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
