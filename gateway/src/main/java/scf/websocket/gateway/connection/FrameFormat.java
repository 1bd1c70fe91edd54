package scf.websocket.gateway.connection;

import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/**
 * Decoder settings for the frames of an API's clients: strict RFC 6455, with and without extensions. Shared by all
 * connections of the API.
 *
 * @param plain for frames without extensions
 * @param extended allows the reserved bits that extensions use
 */
public record FrameFormat(WebSocketDecoderConfig plain, WebSocketDecoderConfig extended) {
    /** @param maxFrameBytes the largest payload of a frame */
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

    /** @param extensions whether to allow the reserved bits that extensions use */
    public WebSocketDecoderConfig config(boolean extensions) {
        return extensions ? extended : plain;
    }
}
