package scf.websocket.gateway.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before its body is read.
 *
 * @param path without the query; it may hold a secret, so never log it
 * @param peer the other end of the socket, which no header can change; null if it has gone
 */
public record RequestHead(
        String path, HttpHeaders headers, @Nullable SocketAddress peer) {
    static RequestHead of(HttpRequest request, Channel channel) {
        return new RequestHead(path(request), request.headers(), channel.remoteAddress());
    }

    /** The path of a request, without its query. */
    public static String path(HttpRequest request) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** Nothing of the request, for what is said above. */
    @Override
    public String toString() {
        return "RequestHead";
    }
}
