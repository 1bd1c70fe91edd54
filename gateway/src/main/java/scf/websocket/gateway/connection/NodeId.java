package scf.websocket.gateway.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Identifies one run of a gateway; the first 8 bytes of every connection id that it creates. Generated at every start
 * and never reused, so the id of a dead node stays dead.
 */
public record NodeId(long value) {
    static final int BYTES = 8;

    /** Length of a connection id. */
    private static final int ID_CHARACTERS = 32;

    /** The first six bits of what base64 encodes as a slash. */
    private static final long SLASH = 0b111111;

    /**
     * Generates a unique id. Connection ids that begin with it do not begin with a slash: functions use them as object
     * keys in COS, and COS clients drop a leading slash.
     */
    public static NodeId random(SecureRandom random) {
        long value = random.nextLong();
        while (value >>> (Long.SIZE - 6) == SLASH) {
            value = random.nextLong();
        }
        return new NodeId(value);
    }

    /** Derives an id from texts by SHA-256, independent of their order. */
    public static NodeId standingFor(Collection<String> texts) {
        String all = texts.stream().sorted().collect(Collectors.joining("\n"));
        try {
            return new NodeId(
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)))
                            .getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** Returns the node that created a connection id; empty if the id does not have our format. */
    public static Optional<NodeId> of(String connectionId) {
        if (connectionId.length() != ID_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NodeId(
                    ByteBuffer.wrap(Base64.getDecoder().decode(connectionId)).getLong()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns empty unless the text is 16 hexadecimal digits. */
    public static Optional<NodeId> tryParse(String hex) {
        try {
            return hex.length() == 2 * BYTES ? Optional.of(parse(hex)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param hex 16 digits */
    public static NodeId parse(String hex) {
        return new NodeId(HexFormat.fromHexDigitsToLong(hex));
    }

    /** Returns 16 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
