package scf.websocket.gateway.session;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes connection ids in the documented shape: 32 characters of base64. The first 8 bytes name the node, so that a push finds
 * its way without a table; the other 16 cannot be guessed. Thread-safe.
 */
public final class ConnectionIds {
    private static final int NODE_BYTES = 8;
    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final byte[] node = new byte[NODE_BYTES];

    public ConnectionIds() {
        random.nextBytes(node);
    }

    public String next() {
        byte[] id = new byte[NODE_BYTES + RANDOM_BYTES];
        random.nextBytes(id);
        System.arraycopy(node, 0, id, 0, NODE_BYTES);
        return Base64.getEncoder().encodeToString(id);
    }
}
