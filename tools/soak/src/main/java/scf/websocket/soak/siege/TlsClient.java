package scf.websocket.soak.siege;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The socket of an attacker to a TLS listener. For one thread. */
final class TlsClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;

    private final SSLSocket socket;

    TlsClient(SSLContext tls, int port, String... protocols) throws IOException {
        Socket plain = new Socket();
        try {
            plain.bind(new InetSocketAddress(AttackContext.attackersAddress(), 0));
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            // Sessions are cached by this name; those of honest clients, for "localhost", are not resumed.
            socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** Performs the first handshake, or a further one if the peer accepts it. */
    void handshake() throws IOException {
        socket.startHandshake();
    }

    /** Waits until the peer sends something or closes. @return whether it has closed */
    boolean isEnded() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
