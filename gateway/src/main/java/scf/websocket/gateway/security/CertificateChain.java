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
import java.util.Optional;
import java.util.Set;

/** A server's certificate and the intermediate certificates, in the order in which they are sent. */
final class CertificateChain {
    private final String at;
    private final List<X509Certificate> chain;
    private int superfluous;

    private CertificateChain(String at, List<X509Certificate> chain) {
        this.at = at;
        this.chain = chain;
    }

    /**
     * Reads and validates the chain.
     *
     * @throws TlsException naming the certificate and what is wrong with it
     */
    static CertificateChain read(Path file, Instant now) {
        String at = "--tls-cert: " + file + " ";
        CertificateChain read = new CertificateChain(at, certificates(at, PemBlock.read("--tls-cert", file)));
        read.checkOrder();
        new ServerCertificate(at, read.chain.get(0)).check();
        for (X509Certificate certificate : read.presented()) {
            read.checkTime(certificate, now);
            ServerCertificate.checkStrength(at + read.name(certificate), certificate);
        }
        return read;
    }

    /** Returns the server's certificate first. The chain may include the root, which clients ignore. */
    List<X509Certificate> certificates() {
        return List.copyOf(chain);
    }

    /** Returns when the first certificate expires. */
    Instant expiry() {
        return presented().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Returns a sentence about certificates that are not sent. */
    Optional<String> warning() {
        return superfluous == 0
                ? Optional.empty()
                : Optional.of(at + "holds certificates after the end of the chain, which are not sent: " + superfluous);
    }

    /** Returns the chain without the root, whose dates and signature clients do not check. */
    private List<X509Certificate> presented() {
        int last = chain.size() - 1;
        return last > 0 && CertificateIssuer.isSelfSigned(chain.get(last)) ? chain.subList(0, last) : chain;
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

    /** Position and subject of a certificate, for messages. */
    private String name(X509Certificate certificate) {
        return "certificate " + (chain.indexOf(certificate) + 1) + " ("
                + certificate.getSubjectX500Principal().getName() + ") ";
    }

    private void checkOrder() {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate one = chain.get(i);
            X509Certificate next = chain.get(i + 1);
            if (!CertificateIssuer.issued(next, one)) {
                if (endsWith(i)) {
                    superfluous = chain.size() - i - 1;
                    chain.subList(i + 1, chain.size()).clear();
                } else {
                    refuseOrder(one, next);
                }
                return;
            }
        }
    }

    /** Whether the chain is complete with this certificate, and the remaining ones do not belong to it. */
    private boolean endsWith(int index) {
        X509Certificate last = chain.get(index);
        return (CertificateIssuer.isSelfSigned(last) || CertificateIssuer.isPublicRoot(last))
                && chain.subList(index + 1, chain.size()).stream()
                        .noneMatch(behind -> CertificateIssuer.issued(chain.get(0), behind)
                                || CertificateIssuer.issued(behind, last));
    }

    private void refuseOrder(X509Certificate one, X509Certificate next) {
        boolean issuerIsElsewhere = issuerIsIn(one);
        boolean anotherBelongsBefore =
                chain.subList(chain.indexOf(next), chain.size()).stream().anyMatch(this::issuerIsIn);
        if (issuerIsElsewhere || anotherBelongsBefore) {
            throw new TlsException(at + "has its certificates in the wrong order: " + name(next)
                    + "did not issue the one before it; the server's own must be first, then its issuer, and so on");
        }
        if (CertificateIssuer.namesMatch(next, one)) {
            throw new TlsException(at + name(one) + "is not signed with the key of the next one, although the names"
                    + " match: one of them is older or newer");
        }
        throw new TlsException(at + "lacks an intermediate certificate: the issuer of " + name(one) + "is "
                + one.getIssuerX500Principal().getName() + ", which is not in the file");
    }

    private boolean issuerIsIn(X509Certificate issued) {
        return chain.stream().anyMatch(other -> !other.equals(issued) && CertificateIssuer.issued(other, issued));
    }

    private void checkTime(X509Certificate certificate, Instant now) {
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
