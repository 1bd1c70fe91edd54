package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;

/**
 * How the frames of an API's clients are decoded: RFC 6455 to the letter, with and without extensions. Made once, for all of its
 * connections. Thread-safe.
 */
public final class FrameDecoders {
    private final WebSocketDecoderConfig plain;
    private final WebSocketDecoderConfig extended;

    public FrameDecoders(int maxFrameBytes) {
        this.plain = config(maxFrameBytes, false);
        this.extended = config(maxFrameBytes, true);
    }

    private static WebSocketDecoderConfig config(int maxFrameBytes, boolean extensions) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxFrameBytes)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(extensions)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    /** Decodes at the session's pace. */
    PacedFrameDecoder decoder(boolean extensions, Session session) {
        PacedFrameDecoder decoder = new PacedFrameDecoder(extensions ? extended : plain, session);
        session.paces(decoder);
        return decoder;
    }

    /**
     * Upgrades a channel, and has its frames decoded at the session's pace.
     *
     * @param extensions whether frames may have the bits that extensions use
     */
    WebSocketServerHandshaker13 handshaker(boolean extensions, Session session) {
        PacedFrameDecoder decoder = decoder(extensions, session);
        return new WebSocketServerHandshaker13("", null, extensions ? extended : plain) {
            @Override
            protected WebSocketFrameDecoder newWebsocketDecoder() {
                return decoder;
            }
        };
    }
}
