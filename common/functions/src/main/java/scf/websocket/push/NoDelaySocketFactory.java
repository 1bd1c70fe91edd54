package scf.websocket.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * Sockets that send at once what they are given. Otherwise the last piece of a push to many waits until the gateway has acknowledged the
 * pieces before, which it does up to 40 ms later. Thread-safe.
 */
final class NoDelaySocketFactory extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
        // Of a channel, because only there one can look without waiting whether the other side has ended the
        // connection.
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

    /** OkHttp connects by itself. */
    private static UnsupportedOperationException notConnected() {
        return new UnsupportedOperationException("only sockets that are not connected yet");
    }
}
