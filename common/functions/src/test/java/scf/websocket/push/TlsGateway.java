package scf.websocket.push;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** A gateway with TLS 1.3 that, after each answer, either updates its keys or closes the connection. */
final class TlsGateway implements AutoCloseable {
    private static final String PASSWORD = "test-password";
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: " + GatewayDouble.OK.length() + "\r\n\r\n" + GatewayDouble.OK;

    private final SSLContext tls;
    private final X509TrustManager trust;
    private final SSLServerSocket listener;
    private final boolean keeps;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final Semaphore done = new Semaphore(0);

    /**
     * @param folder the directory for its key store
     * @param keeps whether it keeps connections open
     */
    TlsGateway(Path folder, boolean keeps) throws IOException, InterruptedException, GeneralSecurityException {
        this.keeps = keeps;
        KeyStore keys = makeKey(folder.resolve("store.p12"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        trust = (X509TrustManager) others.getTrustManagers()[0];
        tls = SSLContext.getInstance("TLSv1.3");
        tls.init(own.getKeyManagers(), others.getTrustManagers(), null);
        listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {"TLSv1.3"});
        Thread thread = new Thread(this::serve, "tls-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    private static KeyStore makeKey(Path store) throws IOException, InterruptedException, GeneralSecurityException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String command = keytool + " -genkeypair -alias test -keyalg EC -dname CN=test -ext san=ip:127.0.0.1"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add(store.toString());
        Process making = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(making.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (making.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    String url() {
        return "https://127.0.0.1:" + listener.getLocalPort() + "/api-local";
    }

    /** Returns the client, configured to trust this gateway. */
    OkHttpClient trustedBy(OkHttpClient client) {
        return client.newBuilder()
                .sslSocketFactory(tls.getSocketFactory(), trust)
                .build();
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    /** Waits until it has updated its keys or closed the connection. */
    void awaitDone() throws InterruptedException {
        if (!done.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was answered");
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                connections.incrementAndGet();
                serve((SSLSocket) socket);
            } catch (IOException e) {
                // The client has gone, or the test has ended.
            }
            done.release();
        }
    }

    private void serve(SSLSocket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                requests.incrementAndGet();
                socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                if (!keeps) {
                    return;
                }
                // In an established TLS 1.3 session, this updates the key.
                socket.startHandshake();
                done.release();
            }
        }
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
