package scf.websocket.gateway.cleanup;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Connections that are ending and whose cleanup has not succeeded yet, with their API. A cleanup function that follows
 * Tencent's documentation pushes {@code closing} for its connection before it deletes it; such a push is answered as
 * delivered. Thread-safe.
 */
public final class PendingCleanups {
    private final ConcurrentMap<String, String> apis = new ConcurrentHashMap<>();

    public void add(String connectionId, String apiId) {
        apis.put(connectionId, apiId);
    }

    public void remove(String connectionId) {
        apis.remove(connectionId);
    }

    /** Whether the cleanup of that connection is pending, for any API. */
    public boolean contains(String connectionId) {
        return apis.containsKey(connectionId);
    }

    /** Whether the cleanup of that connection is pending, for a push to that API. */
    public boolean contains(String connectionId, String apiId) {
        return apiId.equals(apis.get(connectionId));
    }
}
