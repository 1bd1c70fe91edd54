package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;

/** Makes the decoder of a session's frames, which decodes at the session's pace. */
final class FrameDecoders {
    private FrameDecoders() {}

    static PacedFrameDecoder decoder(WebSocketDecoderConfig config, Session session) {
        PacedFrameDecoder decoder = new PacedFrameDecoder(config, session);
        session.paces(decoder);
        return decoder;
    }

    /** Upgrades a channel, and has its frames decoded. */
    static WebSocketServerHandshaker13 handshaker(WebSocketDecoderConfig config, Session session) {
        PacedFrameDecoder decoder = decoder(config, session);
        return new WebSocketServerHandshaker13("", null, config) {
            @Override
            protected WebSocketFrameDecoder newWebsocketDecoder() {
                return decoder;
            }
        };
    }
}
