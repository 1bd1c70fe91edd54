package scf.websocket.gateway.cleanup;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The connections whose end has begun and whose cleanup has not succeeded yet, with their API. A cleanup function that follows
 * Tencent's documents pushes {@code closing} for its connection before it forgets it: such a push is answered as delivered.
 * Thread-safe.
 */
public final class PendingCleanups {
    private final ConcurrentMap<String, String> apis = new ConcurrentHashMap<>();

    public void add(String connectionId, String apiId) {
        apis.put(connectionId, apiId);
    }

    public void remove(String connectionId) {
        apis.remove(connectionId);
    }

    /** Whether the cleanup of that connection is pending, whatever its API. */
    public boolean contains(String connectionId) {
        return apis.containsKey(connectionId);
    }

    /** Whether it is pending, for a push that names that API. */
    public boolean contains(String connectionId, String apiId) {
        return apiId.equals(apis.get(connectionId));
    }
}
