package scf.websocket.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * Creates sockets with {@code TCP_NODELAY}. Otherwise the last segment of a large push waits for the gateway's delayed
 * acknowledgement, up to 40 ms. Thread-safe.
 */
final class NoDelaySocketFactory extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
        // Only a channel can check without blocking whether the peer has closed the connection.
        Socket socket = SocketChannel.open().socket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw notConnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw notConnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw notConnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw notConnected();
    }

    /** OkHttp connects its sockets itself. */
    private static UnsupportedOperationException notConnected() {
        return new UnsupportedOperationException("creates unconnected sockets only");
    }
}
