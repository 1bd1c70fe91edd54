package scf.websocket.gateway.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request before its body is read.
 *
 * @param path without the query; it may contain a secret, so never log it
 * @param query of the path, undecoded and without the question mark; empty for none; never log it either
 * @param peer the remote address of the socket, which no header can change; null if it is closed
 */
public record RequestHead(
        String path,
        String query,
        HttpHeaders headers,
        @Nullable SocketAddress peer) {
    static RequestHead of(HttpRequest request, Channel channel) {
        return new RequestHead(path(request), query(request), request.headers(), channel.remoteAddress());
    }

    /** Returns the path of a request, without its query. */
    public static String path(HttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static String query(HttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? "" : uri.substring(query + 1);
    }

    /** Reveals nothing, because path and headers may contain secrets. */
    @Override
    public String toString() {
        return "RequestHead";
    }
}
