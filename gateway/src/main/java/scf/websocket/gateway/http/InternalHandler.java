package scf.websocket.gateway.http;

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

/** Dispatches the requests of the internal listener to endpoints by path, one at a time on each connection. */
@Sharable
final class InternalHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
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
        FullHttpRequest head = request.replace(Unpooled.EMPTY_BUFFER);
        HttpAnswers.guarded(
                context,
                () -> answer(context, request)
                        .thenAccept(answer -> context.executor()
                                .execute(() ->
                                        HttpAnswers.guarded(context, () -> HttpAnswers.write(context, head, answer)))));
    }

    private CompletionStage<HttpAnswer> answer(ChannelHandlerContext context, FullHttpRequest request) {
        return endpoints
                .apply(RequestHead.path(request))
                .map(endpoint -> EndpointCalls.call(endpoint, request, context.channel()))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        HttpAnswer.json(HttpResponseStatus.NOT_FOUND, 404, "nothing is here")));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        HttpAnswers.caught(context, failure);
    }
}
