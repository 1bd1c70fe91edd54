package scf.websocket.gateway.security;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a certificate's private key in PKCS #8, or in the older formats PKCS #1 (RSA) and SEC 1 (EC). PKCS #8 wraps the
 * older formats together with the algorithm, which is encoded as in the certificate, so no library is needed.
 */
final class PrivateKeys {
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private PrivateKeys() {}

    /** @throws TlsException if the file is invalid or its key does not match the certificate */
    static PrivateKey read(Path file, PublicKey publicKey) {
        String at = "--tls-key: " + file + " ";
        PemBlock block = keyBlock(at, PemBlock.read("--tls-key", file));
        byte[] pkcs8 = block.label().equals(PKCS8) ? block.der() : wrapped(block, at, publicKey);
        PrivateKey key = parse(pkcs8, publicKey.getAlgorithm());
        if (key == null) {
            for (String other : ALGORITHMS) {
                if (!other.equals(publicKey.getAlgorithm()) && parse(pkcs8, other) != null) {
                    throw mismatch(at, other, publicKey);
                }
            }
            throw new TlsException(at + "holds no usable " + publicKey.getAlgorithm() + " key");
        }
        if (!belongTogether(publicKey, key)) {
            throw new TlsException(at + "is not the key of the certificate: it is the key of another one");
        }
        return key;
    }

    private static TlsException mismatch(String at, String algorithm, PublicKey publicKey) {
        return new TlsException(at + "is not the key of the certificate: it is an " + algorithm
                + " key, and the certificate has an " + publicKey.getAlgorithm() + " key");
    }

    private static PemBlock keyBlock(String at, List<PemBlock> blocks) {
        List<PemBlock> keys = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.label().endsWith("PRIVATE KEY")) {
                keys.add(block);
            }
        }
        if (keys.isEmpty()) {
            boolean certificate =
                    blocks.stream().anyMatch(block -> block.label().contains("CERTIFICATE"));
            throw new TlsException(at + "holds " + (certificate ? "a certificate and no key" : "no private key")
                    + "; it must hold what begins with -----BEGIN PRIVATE KEY-----");
        }
        if (keys.size() > 1) {
            throw new TlsException(at + "holds " + keys.size() + " private keys and must hold one");
        }
        PemBlock key = keys.get(0);
        if (key.encrypted()) {
            throw new TlsException(at + "is encrypted, and the gateway has no password for it; openssl pkey -in it"
                    + " -out another writes it without, readable by the gateway's user alone");
        }
        if (!List.of(PKCS8, PKCS1, SEC1).contains(key.label())) {
            throw new TlsException(at + "holds a key of the form " + key.label() + ", which is for something else than"
                    + " TLS; it must begin with -----BEGIN PRIVATE KEY-----");
        }
        return key;
    }

    private static byte[] wrapped(PemBlock block, String at, PublicKey publicKey) {
        String algorithm = block.label().equals(PKCS1) ? "RSA" : "EC";
        if (!publicKey.getAlgorithm().equals(algorithm)) {
            throw mismatch(at, algorithm, publicKey);
        }
        return der(SEQUENCE, VERSION_0, algorithmOf(publicKey.getEncoded()), der(OCTETS, block.der()));
    }

    /** Returns the first element of an encoded public key: the algorithm and, for EC, the curve. */
    private static byte[] algorithmOf(byte[] encoded) {
        int start = headerLength(encoded, 0);
        int length = headerLength(encoded, start) + (encoded[start + 1] & 0xff);
        byte[] algorithm = new byte[length];
        System.arraycopy(encoded, start, algorithm, 0, length);
        return algorithm;
    }

    /** Length of tag and length bytes; the content of an algorithm is always shorter than 128 bytes. */
    private static int headerLength(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return 2 + (length < 0x80 ? 0 : length - 0x80);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length < 0x80) {
            whole.write(length);
        } else if (length < 0x100) {
            whole.write(0x81);
            whole.write(length);
        } else {
            whole.write(0x82);
            whole.write(length >> 8);
            whole.write(length);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** Returns null if the data is not a key of this algorithm. */
    private static @Nullable PrivateKey parse(byte[] pkcs8, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        if (publicKey instanceof RSAKey ofPublic && privateKey instanceof RSAKey ofPrivate) {
            return ofPublic.getModulus().equals(ofPrivate.getModulus());
        }
        byte[] sample = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(
                    publicKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : publicKey.getAlgorithm());
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
}
