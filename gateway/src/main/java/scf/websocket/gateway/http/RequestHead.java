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
 * @param peer the remote address of the socket, which no header can change; null if it is closed
 */
public record RequestHead(
        String path, HttpHeaders headers, @Nullable SocketAddress peer) {
    static RequestHead of(HttpRequest request, Channel channel) {
        return new RequestHead(path(request), request.headers(), channel.remoteAddress());
    }

    /** Returns the path of a request, without its query. */
    public static String path(HttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** Reveals nothing, because path and headers may contain secrets. */
    @Override
    public String toString() {
        return "RequestHead";
    }
}
