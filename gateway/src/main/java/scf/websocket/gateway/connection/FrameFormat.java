package scf.websocket.gateway.connection;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/**
 * How the frames of an API's clients are decoded: RFC 6455 to the letter, with and without extensions. Made once, for all of its
 * connections.
 *
 * @param plain for frames without extensions
 * @param extended for frames that may have the bits that extensions use
 */
public record FrameFormat(WebSocketDecoderConfig plain, WebSocketDecoderConfig extended) {
    /** Larger frames are too large. */
    public static FrameFormat of(int maxFrameBytes) {
        return new FrameFormat(config(maxFrameBytes, false), config(maxFrameBytes, true));
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
    public WebSocketDecoderConfig config(boolean extensions) {
        return extensions ? extended : plain;
    }
}
