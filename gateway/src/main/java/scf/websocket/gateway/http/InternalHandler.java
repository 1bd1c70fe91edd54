package scf.websocket.gateway.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the requests of the internal listener to their endpoints by path, one at a time on each connection. */
@Sharable
final class InternalHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(InternalHandler.class);

    private final Function<String, Optional<HttpEndpoint>> endpoints;

    InternalHandler(Function<String, Optional<HttpEndpoint>> endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            HttpAnswers.writeLast(
                    context, HttpAnswers.unreadable(request.decoderResult().cause()));
            return;
        }
        // Answers must come in the order of their requests, so the next is not read before this one is answered.
        context.channel().config().setAutoRead(false);
        FullHttpRequest head = request.replace(Unpooled.EMPTY_BUFFER);
        answer(request)
                .whenComplete((answer, failure) -> context.executor().execute(() -> {
                    if (failure != null) {
                        LOG.error("an endpoint of the internal listener failed", failure);
                        HttpAnswers.writeLast(
                                context,
                                HttpAnswer.json(HttpResponseStatus.INTERNAL_SERVER_ERROR, 500, "internal error"));
                    } else {
                        HttpAnswers.write(context, head, answer);
                        context.channel().config().setAutoRead(true);
                    }
                }));
    }

    private CompletionStage<HttpAnswer> answer(FullHttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        Optional<HttpEndpoint> endpoint = endpoints.apply(path);
        if (endpoint.isEmpty()) {
            return done(HttpAnswer.json(HttpResponseStatus.NOT_FOUND, 404, "nothing is here"));
        }
        try {
            return endpoint.get()
                    .handle(new HttpCall(
                            request.method(), path, request.headers(), ByteBufUtil.getBytes(request.content())));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletionStage<HttpAnswer> done(HttpAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        // A client that went away, or bytes that are no HTTP: nobody is left to be told.
        context.close();
    }
}
