package scf.websocket.gateway.connection;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes connection ids in the documented shape: 32 characters of base64. The first 8 bytes name the node, so that a push finds
 * its way without a table; the other 16 cannot be guessed. Thread-safe.
 */
public final class ConnectionIds {
    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private volatile NodeId node = NodeId.random(random);

    /** The node that is in the ids. */
    public NodeId node() {
        return node;
    }

    /** A name for a node that no other has. */
    public NodeId newNode() {
        return NodeId.random(random);
    }

    /** From now on the ids are those of this node: what the one before has left behind belongs to whoever took it over. */
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
