package scf.websocket.gateway.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate chain and its private key from PEM files, verified to match and to suit a server.
 *
 * @param expiry when the first certificate of the chain expires
 * @param warnings problems that affect only some clients, one sentence each
 */
record PemFiles(List<X509Certificate> chain, PrivateKey key, Instant expiry, List<String> warnings) {
    private static final Duration SOON = Duration.ofDays(14);

    /** @throws TlsException naming the invalid file and what is wrong with it */
    static PemFiles read(Path certificate, Path privateKey, Instant now) {
        CertificateChain chain = CertificateChain.read(certificate, now);
        List<X509Certificate> certificates = chain.certificates();
        PrivateKey key = PrivateKeys.read(privateKey, certificates.get(0).getPublicKey());
        List<String> warnings = new ArrayList<>();
        chain.warning().ifPresent(warnings::add);
        if (chain.expiry().isBefore(now.plus(SOON))) {
            warnings.add("--tls-cert: " + certificate + " expires soon: it is valid until " + chain.expiry());
        }
        warnings.addAll(warnings(certificate, privateKey, certificates));
        return new PemFiles(certificates, key, chain.expiry(), List.copyOf(warnings));
    }

    private static List<String> warnings(Path certificate, Path privateKey, List<X509Certificate> chain) {
        List<String> warnings = new ArrayList<>();
        X509Certificate last = chain.get(chain.size() - 1);
        if (!CertificateIssuer.isSelfSigned(last) && !CertificateIssuer.isPublicRoot(last)) {
            warnings.add("--tls-cert: " + certificate + " probably lacks an intermediate certificate: the last one is"
                    + " issued by " + last.getIssuerX500Principal().getName()
                    + ", which is neither in the file nor a public root");
        }
        if (!new ServerCertificate("", chain.get(0)).hasHostNames()) {
            warnings.add("--tls-cert: " + certificate
                    + " names no host (it has no subject alternative name): browsers refuse it");
        }
        if (readableByAll(privateKey)) {
            warnings.add(
                    "--tls-key: " + privateKey + " can be read by every user of this machine; chmod 640 is enough");
        }
        return warnings;
    }

    private static boolean readableByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
