package scf.websocket.gateway.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Locale;

/** Checks whether clients would accept a server's certificate. */
final class ServerCertificate {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    private final String at;
    private final X509Certificate certificate;

    ServerCertificate(String at, X509Certificate certificate) {
        this.at = at;
        this.certificate = certificate;
    }

    /** @throws TlsException if clients reject it regardless of their roots */
    void check() {
        String subject =
                "certificate 1 (" + certificate.getSubjectX500Principal().getName() + ") ";
        // openssl req -x509 creates a self-signed certificate that is its own CA.
        if (certificate.getBasicConstraints() >= 0 && !CertificateIssuer.isSelfSigned(certificate)) {
            throw new TlsException(at + subject + "is the certificate of a CA and not of a server");
        }
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(SERVER_AUTHENTICATION) && !purposes.contains(ANY_PURPOSE)) {
                throw new TlsException(at + subject + "is not for servers: its extended key usage lacks serverAuth");
            }
        } catch (CertificateParsingException e) {
            throw new TlsException(at + subject + "is damaged: its extended key usage cannot be read", e);
        }
    }

    /** @throws TlsException if current clients consider the key or signature weak */
    static void checkStrength(String at, X509Certificate certificate) {
        if (certificate.getPublicKey() instanceof RSAKey key && key.getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new TlsException(at + "has a weak key: RSA of "
                    + key.getModulus().bitLength() + " bits; " + LEAST_RSA_BITS + " or more are needed");
        }
        if (certificate.getPublicKey() instanceof ECKey key
                && key.getParams().getOrder().bitLength() < LEAST_EC_BITS) {
            throw new TlsException(at + "has a weak key: EC of "
                    + key.getParams().getOrder().bitLength() + " bits; " + LEAST_EC_BITS + " or more are needed");
        }
        if (certificate.getPublicKey().getAlgorithm().equals("DSA")) {
            throw new TlsException(at + "has a DSA key, which current TLS does not support; RSA or EC is needed");
        }
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (!CertificateIssuer.isSelfSigned(certificate)
                && (signature.startsWith("SHA1") || signature.startsWith("MD"))) {
            throw new TlsException(at + "has a weak signature, " + certificate.getSigAlgName()
                    + ", which clients refuse; SHA-256 or more is needed");
        }
    }

    /** Whether the certificate has subject alternative names, where clients look for host names. */
    boolean hasHostNames() {
        try {
            return certificate.getSubjectAlternativeNames() != null;
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
