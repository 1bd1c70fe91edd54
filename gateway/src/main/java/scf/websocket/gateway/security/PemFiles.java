package scf.websocket.gateway.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate chain and its private key out of PEM files, checked to belong together. */
record PemFiles(List<X509Certificate> chain, PrivateKey key) {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** @throws TlsException saying which of the files is wrong, and how */
    static PemFiles read(Path certificate, Path privateKey) {
        List<X509Certificate> chain = chain(certificate);
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey key = key(privateKey, publicKey.getAlgorithm());
        if (!belongTogether(publicKey, key)) {
            throw new TlsException("--tls-key: " + privateKey + " is not the key of the certificate in " + certificate);
        }
        return new PemFiles(chain, key);
    }

    private static List<X509Certificate> chain(Path file) {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new TlsException("--tls-cert: " + file + " holds no certificate in PEM form");
            }
            return chain;
        } catch (CertificateException e) {
            throw new TlsException("--tls-cert: " + file + " is not a certificate in PEM form", e);
        } catch (IOException e) {
            throw new TlsException(
                    "--tls-cert: " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        try {
            Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!pem.find()) {
                throw new TlsException(
                        "--tls-key: " + file + " must hold an unencrypted key that begins with '-----BEGIN PRIVATE"
                                + " KEY-----'; openssl pkcs8 -topk8 -nodes makes it of another form");
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause: its message may quote the key.
            throw new TlsException("--tls-key: " + file + " holds no usable " + algorithm + " key");
        } catch (IOException e) {
            throw new TlsException(
                    "--tls-key: " + file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(signatureOf(publicKey));
            signature.initSign(privateKey);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signatureOf(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
