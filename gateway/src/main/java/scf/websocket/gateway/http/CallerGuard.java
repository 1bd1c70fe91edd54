package scf.websocket.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.security.CallerRule;

/** Answers 403 to requests that a {@link CallerRule} rejects, before reading a body, and closes the connection. */
final class CallerGuard extends ChannelInboundHandlerAdapter {
    private static final HttpAnswer PAGE =
            HttpAnswer.json(HttpResponseStatus.FORBIDDEN, 403, "web pages may not use this listener");
    private static final HttpAnswer NAME =
            HttpAnswer.json(HttpResponseStatus.FORBIDDEN, 403, "the Host is none of this listener: see --push-hosts");

    private final CallerRule rule;
    private final Predicate<String> ownPages;
    private final Consumer<Limit> hits;

    /**
     * @param ownPages whether a page of this listener uses a path
     * @param hits called for each rejected request
     */
    CallerGuard(CallerRule rule, Predicate<String> ownPages, Consumer<Limit> hits) {
        this.rule = rule;
        this.ownPages = ownPages;
        this.hits = hits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        CallerRule.@Nullable Objection objection = message instanceof HttpRequest request
                        && request.decoderResult().isSuccess()
                ? rule.objection(request.headers(), ownPages.test(RequestHead.path(request)))
                : null;
        if (objection == null) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        hits.accept(Limit.PUSH_HOSTS);
        HttpAnswers.writeLast(context, objection == CallerRule.Objection.ORIGIN ? PAGE : NAME);
    }
}
