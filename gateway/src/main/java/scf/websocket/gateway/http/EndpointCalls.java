package scf.websocket.gateway.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.PortCall;

/** Calls endpoints. */
public final class EndpointCalls {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointCalls.class);

    private EndpointCalls() {}

    /**
     * Returns the response to a request, whose buffers are no longer needed when this method returns. Completes
     * normally, with 500 if the endpoint fails.
     */
    public static CompletionStage<HttpAnswer> call(HttpEndpoint endpoint, FullHttpRequest request, Channel channel) {
        return PortCall.of(() -> started(endpoint, request, channel)).exceptionally(failure -> {
            LOG.error("an endpoint failed", failure);
            return HttpAnswer.json(HttpResponseStatus.INTERNAL_SERVER_ERROR, 500, "internal error");
        });
    }

    private static CompletionStage<HttpAnswer> started(
            HttpEndpoint endpoint, FullHttpRequest request, Channel channel) {
        return endpoint.handle(new HttpCall(
                request.method(), RequestHead.of(request, channel), ByteBufUtil.getBytes(request.content())));
    }
}
