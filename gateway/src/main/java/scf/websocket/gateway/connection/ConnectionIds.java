package scf.websocket.gateway.connection;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Generates connection ids in the documented format: 32 characters of base64. The first 8 bytes identify the node, so
 * that a push is routed without a table; the other 16 are random and unguessable. Thread-safe.
 */
public final class ConnectionIds {
    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private volatile NodeId node = NodeId.random(random);

    /** Returns the node in new ids. */
    public NodeId node() {
        return node;
    }

    /** Returns a unique node id. */
    public NodeId newNode() {
        return NodeId.random(random);
    }

    /** Switches new ids to that node. The connections of the previous one belong to the gateway that took them over. */
    public void changeNode(NodeId changed) {
        node = changed;
    }

    public String next() {
        byte[] unguessable = new byte[RANDOM_BYTES];
        random.nextBytes(unguessable);
        ByteBuffer id = ByteBuffer.allocate(NodeId.BYTES + RANDOM_BYTES)
                .putLong(node.value())
                .put(unguessable);
        return Base64.getEncoder().encodeToString(id.array());
    }
}
