package scf.websocket.event;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parsed signature header. Unknown fields are ignored, so that later versions can add some. Immutable. */
final class SignatureHeader {
    private static final int MAX_LENGTH = 512;
    private static final Pattern FIELD = Pattern.compile("\\s*([a-z][a-z0-9]*)=([A-Za-z0-9_-]*)\\s*");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,12}");

    final String time;
    final String nonce;
    final String keyId;
    private final String mac;
    private final String targetMac;

    private SignatureHeader(String time, String nonce, String keyId, String mac, String targetMac) {
        this.time = time;
        this.nonce = nonce;
        this.keyId = keyId;
        this.mac = mac;
        this.targetMac = targetMac;
    }

    /**
     * Returns null unless the header is {@code t=…,n=…,k=…,v1=…,v2=…}; either {@code v1} or {@code v2} may be missing.
     */
    static @Nullable SignatureHeader parse(String header) {
        if (header.length() > MAX_LENGTH) {
            return null;
        }
        String time = "";
        String nonce = "";
        String keyId = "";
        String mac = "";
        String targetMac = "";
        for (String part : header.split(",", -1)) {
            Matcher field = FIELD.matcher(part);
            if (!field.matches()) {
                return null;
            }
            switch (field.group(1)) {
                case "t":
                    time = field.group(2);
                    break;
                case "n":
                    nonce = field.group(2);
                    break;
                case "k":
                    keyId = field.group(2);
                    break;
                case "v1":
                    mac = field.group(2);
                    break;
                case "v2":
                    targetMac = field.group(2);
                    break;
                default:
            }
        }
        boolean complete = TIME.matcher(time).matches()
                && !nonce.isEmpty()
                && !keyId.isEmpty()
                && !(mac.isEmpty() && targetMac.isEmpty());
        return complete ? new SignatureHeader(time, nonce, keyId, mac, targetMac) : null;
    }

    long epochSecond() {
        return Long.parseLong(time);
    }

    /** Returns the MAC as ASCII, for a constant-time comparison. */
    byte[] mac() {
        return mac.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns whether the signature covers the target. */
    boolean coversTarget() {
        return !targetMac.isEmpty();
    }

    byte[] targetMac() {
        return targetMac.getBytes(StandardCharsets.US_ASCII);
    }
}
