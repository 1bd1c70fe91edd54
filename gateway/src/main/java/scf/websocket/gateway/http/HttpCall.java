package scf.websocket.gateway.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;

/**
 * A request to the internal listener.
 *
 * @param path without the query
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record HttpCall(HttpMethod method, String path, HttpHeaders headers, byte[] body) {}
