package scf.websocket.gateway.invoke;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Answers the first connection with GOAWAY and closes it, and later ones with 200. Hand-written, because server libraries choose the last stream id themselves. */
final class GoawayServer implements AutoCloseable {
    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    /** From HPACK's static table. */
    private static final byte[] STATUS_200 = {(byte) 0x88};

    private final SSLServerSocket listener;
    private final int lastStream;
    private final AtomicInteger requests = new AtomicInteger();

    /** @param lastStream the last stream id in the GOAWAY frame */
    GoawayServer(SSLContext tls, int lastStream) {
        this.lastStream = lastStream;
        try {
            listener = (SSLServerSocket)
                    tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            SSLParameters parameters = listener.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            listener.setSSLParameters(parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::accept, "goaway-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    serve(socket);
                }
            }
        } catch (IOException e) {
            return; // Closed at the end of the test.
        }
    }

    private void serve(SSLSocket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        in.readNBytes(PREFACE_BYTES);
        write(out, SETTINGS, 0, 0, new byte[0]);
        while (true) {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.readNBytes(lengthAndType >>> 8);
            int type = lengthAndType & 0xFF;
            if (type == SETTINGS && flags != ACK) {
                write(out, SETTINGS, ACK, 0, new byte[0]);
            } else if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                if (requests.incrementAndGet() == 1) {
                    write(out, GOAWAY, 0, 0, new byte[] {0, 0, 0, (byte) lastStream, 0, 0, 0, 0});
                    return;
                }
                write(out, HEADERS, END_HEADERS, stream, STATUS_200);
                write(out, DATA, END_STREAM, stream, "{}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void write(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeInt(payload.length << 8 | type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
