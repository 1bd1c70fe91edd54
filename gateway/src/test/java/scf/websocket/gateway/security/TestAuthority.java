package scf.websocket.gateway.security;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate with its key, which can issue valid and invalid certificates. */
final class TestAuthority {
    private static final AtomicLong SERIALS = new AtomicLong(1);

    final X509Certificate certificate;
    final KeyPair keys;

    private TestAuthority(X509Certificate certificate, KeyPair keys) {
        this.certificate = certificate;
        this.keys = keys;
    }

    /** The content of a certificate; by default, valid for a server. */
    static final class Request {
        private final String name;
        private KeyPair keys = keyPair("EC", 256);
        private Instant from = Instant.now().minus(Duration.ofDays(1));
        private Instant until = Instant.now().plus(Duration.ofDays(90));
        private boolean ca;
        private @Nullable String host = "localhost";
        private @Nullable String ip;
        private @Nullable KeyPurposeId purpose;
        private String digest = "SHA256";

        Request(String name) {
            this.name = name;
        }

        Request keys(String algorithm, int bits) {
            keys = keyPair(algorithm, bits);
            return this;
        }

        Request valid(Instant start, Instant end) {
            from = start;
            until = end;
            return this;
        }

        Request ca() {
            ca = true;
            host = null;
            return this;
        }

        Request ip(String address) {
            ip = address;
            return this;
        }

        Request withoutHost() {
            host = null;
            return this;
        }

        Request purpose(KeyPurposeId id) {
            purpose = id;
            return this;
        }

        Request digest(String algorithm) {
            digest = algorithm;
            return this;
        }

        TestAuthority selfSigned() {
            return issue(name, keys);
        }

        TestAuthority issuedBy(TestAuthority issuer) {
            return issue(issuer.certificate.getSubjectX500Principal().getName().substring(3), issuer.keys);
        }

        private TestAuthority issue(String issuer, KeyPair issuerKeys) {
            try {
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.valueOf(SERIALS.getAndIncrement()),
                        Date.from(from),
                        Date.from(until),
                        new X500Name("CN=" + name),
                        keys.getPublic());
                extensions(builder);
                String algorithm = issuerKeys.getPrivate().getAlgorithm();
                String signature = switch (algorithm) {
                    case "EC" -> digest + "withECDSA";
                    case "EdDSA" -> "Ed25519";
                    default -> digest + "with" + algorithm;
                };
                return new TestAuthority(
                        new JcaX509CertificateConverter()
                                .getCertificate(builder.build(
                                        new JcaContentSignerBuilder(signature).build(issuerKeys.getPrivate()))),
                        keys);
            } catch (OperatorCreationException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            } catch (CertIOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void extensions(JcaX509v3CertificateBuilder builder) throws CertIOException {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            List<GeneralName> names = new ArrayList<>();
            if (host != null) {
                names.add(new GeneralName(GeneralName.dNSName, host));
            }
            if (ip != null) {
                names.add(new GeneralName(GeneralName.iPAddress, ip));
            }
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
            }
            if (purpose != null) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
        }
    }

    private static KeyPair keyPair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String pem() {
        return write(certificate);
    }

    /** The key in PKCS #8. */
    String keyPem() {
        return keyPem(null);
    }

    /** @param encryptor null for a key that is not encrypted */
    String keyPem(@Nullable OutputEncryptor encryptor) {
        try {
            return write(new JcaPKCS8Generator(keys.getPrivate(), encryptor));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key in PKCS #1 or SEC 1. */
    String traditionalKeyPem() {
        return write(keys.getPrivate());
    }

    /** The certificate in DER. */
    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(Object object) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes {@code cert.pem} and {@code key.pem}. */
    void write(Path folder, TestAuthority... issuers) {
        StringBuilder chain = new StringBuilder(pem());
        for (TestAuthority issuer : issuers) {
            chain.append(issuer.pem());
        }
        write(folder.resolve("cert.pem"), chain.toString());
        write(folder.resolve("key.pem"), keyPem());
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
