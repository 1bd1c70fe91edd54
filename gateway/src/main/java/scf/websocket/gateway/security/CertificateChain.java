package scf.websocket.gateway.security;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a certificate and those that connect it with a root, in the order in which a server sends them. */
final class CertificateChain {
    private final String at;
    private final List<X509Certificate> chain;

    private CertificateChain(String at, List<X509Certificate> chain) {
        this.at = at;
        this.chain = chain;
    }

    /**
     * The server's own certificate first.
     *
     * @throws TlsException saying what is wrong with which certificate
     */
    static List<X509Certificate> read(Path file, Instant now) {
        String at = "--tls-cert: " + file + " ";
        CertificateChain read = new CertificateChain(at, certificates(at, PemBlock.read("--tls-cert", file)));
        read.checkOrder();
        read.checkTimes(now);
        new ServerCertificate(at, read.chain.get(0)).check();
        for (X509Certificate certificate : read.chain) {
            ServerCertificate.checkStrength(at + read.name(certificate), certificate);
        }
        return read.chain;
    }

    private static List<X509Certificate> certificates(String at, List<PemBlock> blocks) {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        int number = 0;
        for (PemBlock block : blocks) {
            if (Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE").contains(block.label())) {
                number++;
                certificates.add(certificate(at + "certificate " + number + " ", block));
            }
        }
        if (certificates.isEmpty()) {
            boolean key = blocks.stream().anyMatch(block -> block.label().endsWith("PRIVATE KEY"));
            boolean request = blocks.stream().anyMatch(block -> block.label().endsWith("CERTIFICATE REQUEST"));
            throw new TlsException(at + "holds "
                    + (key ? "a key and no certificate" : request ? "a request for a certificate" : "no certificate")
                    + "; it must hold what begins with -----BEGIN CERTIFICATE-----");
        }
        return new ArrayList<>(certificates);
    }

    private static X509Certificate certificate(String at, PemBlock block) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            throw new TlsException(at + "is damaged", e);
        }
    }

    /** Its place and its name, as messages have it. */
    private String name(X509Certificate certificate) {
        return "certificate " + (chain.indexOf(certificate) + 1) + " ("
                + certificate.getSubjectX500Principal().getName() + ") ";
    }

    private void checkOrder() {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate one = chain.get(i);
            if (Issuers.issued(chain.get(i + 1), one)) {
                continue;
            }
            if (Issuers.namesMatch(chain.get(i + 1), one)) {
                throw new TlsException(at + name(one) + "is not signed with the key of the next one, although the names"
                        + " fit: one of them is of another generation");
            }
            boolean elsewhere = chain.stream().anyMatch(other -> !other.equals(one) && Issuers.issued(other, one));
            if (elsewhere || Issuers.isSelfSigned(one) || Issuers.issued(one, chain.get(i + 1))) {
                throw new TlsException(
                        at + "has its certificates in the wrong order: " + name(chain.get(i + 1))
                                + "did not issue the one before it; the server's own must be first, then its issuer, and so on");
            }
            throw new TlsException(at + "lacks an intermediate certificate: the issuer of " + name(one) + "is "
                    + one.getIssuerX500Principal().getName() + ", which is not in the file");
        }
    }

    private void checkTimes(Instant now) {
        for (X509Certificate certificate : chain) {
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                throw new TlsException(at + name(certificate) + "has expired: it was valid until "
                        + certificate.getNotAfter().toInstant());
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                throw TlsException.tooEarly(at + name(certificate) + "is not yet valid: it is from "
                        + certificate.getNotBefore().toInstant() + " on, and the clock of this machine says " + now);
            }
        }
    }
}
