package scf.websocket.gateway.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Valid certificates for tests over TLS. */
public final class TestCertificates {
    private static final char[] PASSWORD = "test-password".toCharArray();
    private static final String ALIAS = "test";
    private static final int RSA_BITS = 2048;

    private TestCertificates() {}

    /** Writes {@code cert.pem} and {@code key.pem} for a host called localhost. */
    public static void write(Path folder, String commonName, String algorithm) {
        make(commonName, algorithm).write(folder);
    }

    /** A context for server and client, with a certificate for localhost that it also trusts. */
    public static SSLContext tls() {
        try {
            TestAuthority authority = make("localhost", "EC");
            KeyStore keys = empty();
            keys.setKeyEntry(ALIAS, authority.keys.getPrivate(), PASSWORD, new Certificate[] {authority.certificate});
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, PASSWORD);
            KeyStore trusted = empty();
            trusted.setCertificateEntry(ALIAS, authority.certificate);
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trusted);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return tls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static TestAuthority make(String commonName, String algorithm) {
        TestAuthority.Request request = new TestAuthority.Request(commonName).ip("127.0.0.1");
        return switch (algorithm) {
            case "EC" -> request.selfSigned();
            case "RSA" -> request.keys(algorithm, RSA_BITS).selfSigned();
            default -> request.keys(algorithm, 0).selfSigned();
        };
    }
}
