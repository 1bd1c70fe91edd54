package scf.websocket.gateway.http;

import io.netty.handler.codec.http.HttpMethod;

/**
 * A request to an endpoint.
 *
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record HttpCall(HttpMethod method, RequestHead head, byte[] body) {
    /** Reveals neither headers, which may contain credentials, nor the body. */
    @Override
    public String toString() {
        return method + " with " + body.length + " bytes";
    }
}
