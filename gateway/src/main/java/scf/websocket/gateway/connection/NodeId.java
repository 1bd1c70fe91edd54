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
 * The name of one run of one gateway: the first 8 bytes of every connection id that it makes. Drawn anew at every start and never used
 * twice, so a node that is over stays over.
 */
public record NodeId(long value) {
    static final int BYTES = 8;

    /** Of a connection id. */
    private static final int ID_CHARACTERS = 32;

    /** The first six bits of what base64 writes as a slash. */
    private static final long SLASH = 0b111111;

    /**
     * A name that nobody else has. The ids that begin with it do not begin with a slash: functions use an id as the key of an object
     * in COS, and COS clients drop a slash at the beginning of a key.
     */
    public static NodeId random(SecureRandom random) {
        long value = random.nextLong();
        while (value >>> (Long.SIZE - 6) == SLASH) {
            value = random.nextLong();
        }
        return new NodeId(value);
    }

    /** A name made of these texts by SHA-256: the same for the same texts in any order, and another for others. */
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

    /** The node that made a connection id; empty if none of ours can have made it. */
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

    /** Empty for what is not 16 hexadecimal digits. */
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

    /** In 16 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
