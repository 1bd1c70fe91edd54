package scf.websocket.gateway.security;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An object in a PEM file. The parser accepts text between objects, any line endings, and a byte order mark. */
final class PemBlock {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----)[^-]*)*)-----END \\1-----");
    private static final Pattern HEADERS = Pattern.compile("(?m)^[A-Za-z0-9-]+:.*$");
    private static final int MAX_BYTES = 1 << 20;
    private static final int DER_SEQUENCE = 0x30;

    private final String label;
    private final byte[] der;
    private final boolean encrypted;

    private PemBlock(String label, byte[] der, boolean encrypted) {
        this.label = label;
        this.der = der;
        this.encrypted = encrypted;
    }

    /** Returns the label after BEGIN, such as {@code CERTIFICATE}. */
    String label() {
        return label;
    }

    /** Returns the content; not a copy. */
    byte[] der() {
        return der;
    }

    /** Whether the key needs a password, which the gateway does not have. */
    boolean encrypted() {
        return encrypted;
    }

    /**
     * @param option that names the file, for messages
     * @throws TlsException if the file cannot be read or is not PEM
     */
    static List<PemBlock> read(String option, Path file) {
        String at = option + ": " + file + " ";
        byte[] bytes = bytes(at, file);
        List<PemBlock> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(new String(bytes, charset(bytes)));
        while (block.find()) {
            blocks.add(of(at, block.group(1), block.group(2)));
        }
        if (blocks.isEmpty()) {
            throw new TlsException(at + whyNone(bytes));
        }
        return blocks;
    }

    private static byte[] bytes(String at, Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new TlsException(at + "is a folder and not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new TlsException(at + "is larger than a megabyte, and so no PEM file");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new TlsException(at + "does not exist", e);
        } catch (AccessDeniedException e) {
            throw new TlsException(at + "cannot be read: the gateway's user has no permission", e);
        } catch (IOException e) {
            throw new TlsException(at + "cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Some editors save files as UTF-16. */
    private static Charset charset(byte[] bytes) {
        boolean marked = bytes.length > 1 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
        return marked ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
    }

    private static PemBlock of(String at, String label, String content) {
        boolean encrypted = label.startsWith("ENCRYPTED") || content.contains("ENCRYPTED");
        String base64 = HEADERS.matcher(content).replaceAll("").replaceAll("\\s", "");
        try {
            return new PemBlock(label, Base64.getDecoder().decode(base64), encrypted);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message may quote the key.
            throw new TlsException(at + "is damaged: what stands behind BEGIN " + label + " is no base64");
        }
    }

    private static String whyNone(byte[] bytes) {
        if (new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
            return "is empty";
        }
        if (bytes[0] == DER_SEQUENCE) {
            return "is in DER or PKCS #12 form and must be in PEM form; openssl x509, pkey or pkcs12 converts it";
        }
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")
                ? "is cut off: a BEGIN line has no END line"
                : "holds nothing in PEM form, which begins with a line like -----BEGIN CERTIFICATE-----";
    }
}
