package scf.websocket.gateway.http;

import io.netty.channel.Channel;

/** A response whose body has no end yet. */
@FunctionalInterface
public interface HttpStream {
    /**
     * Begins the body. The head is written, and the connection takes no further request. Each {@link
     * io.netty.handler.codec.http.HttpContent} that is written to the channel is a chunk; closing the channel ends the body.
     * Called once, on the channel's event loop.
     */
    void begin(Channel channel);
}
