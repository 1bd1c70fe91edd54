package scf.websocket.gateway.session;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

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

    /** @param extensions whether frames may have the bits that extensions use */
    WebSocketDecoderConfig decoder(boolean extensions) {
        return extensions ? extended : plain;
    }
}
