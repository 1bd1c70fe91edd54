package scf.websocket.gateway.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.Failures;

/**
 * Checks whether a server is reachable: resolves its name, connects to its addresses, and verifies its TLS certificate.
 * Sends no request. Blocks.
 */
public final class ServerCheck {
    private static final int TIMEOUT_MILLIS = 3000;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private ServerCheck() {}

    /**
     * @param what prefix of the result
     * @param server an http or https URL
     */
    public static CheckResult of(String what, URI server) {
        boolean secure = "https".equals(server.getScheme());
        String host = server.getHost();
        int port = server.getPort() >= 0 ? server.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        InetAddress[] addresses;
        try {
            // An IPv6 address is in brackets in a URL.
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return CheckResult.bad(what + ": the name " + host + " cannot be resolved");
        }
        String tried = Arrays.stream(addresses)
                .map(InetAddress::getHostAddress)
                .distinct()
                .collect(Collectors.joining(", "));
        IOException last = null;
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
                return secure
                        ? tls(what, socket, host, port)
                        : CheckResult.good(what + ": connects to " + shown(socket));
            } catch (IOException e) {
                last = e;
            }
        }
        return CheckResult.bad(what + ": port " + port + " of " + tried + " cannot be reached: " + reason(last));
    }

    private static String reason(@Nullable IOException failure) {
        return failure == null ? "there is no address" : Failures.message(failure);
    }

    private static CheckResult tls(String what, Socket connected, String host, int port) {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket socket = (SSLSocket) factory.createSocket(connected, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            // A bare SSL socket does not verify the host name.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.startHandshake();
            Certificate[] chain = socket.getSession().getPeerCertificates();
            return CheckResult.good(what + ": connects to " + shown(connected) + " with "
                    + socket.getSession().getProtocol() + ", and the certificate is good for " + host + until(chain));
        } catch (IOException e) {
            return CheckResult.bad(what + ": TLS with " + host + ":" + port + " fails: " + Failures.line(e));
        }
    }

    private static String until(Certificate[] chain) {
        return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                ? " until "
                        + DateTimeFormatter.ISO_LOCAL_DATE.format(
                                certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC))
                : "";
    }

    private static String shown(Socket socket) {
        return socket.getInetAddress().getHostAddress() + " port " + socket.getPort();
    }
}
