package scf.websocket.gateway.security;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Relations between certificates and their issuers. */
final class CertificateIssuer {
    private CertificateIssuer() {}

    static boolean namesMatch(X509Certificate issuer, X509Certificate issued) {
        return issuer.getSubjectX500Principal().equals(issued.getIssuerX500Principal());
    }

    /** Compares the names and verifies the signature. */
    static boolean issued(X509Certificate issuer, X509Certificate issued) {
        if (!namesMatch(issuer, issued)) {
            return false;
        }
        try {
            issued.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return namesMatch(certificate, certificate);
    }

    /** Whether the issuer is a root that Java trusts. */
    static boolean isPublicRoot(X509Certificate issued) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((@Nullable KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager trusted) {
                    return Arrays.stream(trusted.getAcceptedIssuers()).anyMatch(root -> namesMatch(root, issued));
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
