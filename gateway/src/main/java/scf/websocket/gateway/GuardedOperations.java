package scf.websocket.gateway;

import java.util.Map;
import java.util.Optional;
import scf.websocket.gateway.http.GuardedEndpoints;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.limit.BodyBudget;
import scf.websocket.gateway.push.PushGuard;

/**
 * Endpoints of the internal listener that require the right to push: the pushes themselves, and operations such as dead
 * letters. Thread-safe.
 */
record GuardedOperations(Map<String, HttpEndpoint> operations, PushGuard guard, GuardedEndpoints pushes)
        implements GuardedEndpoints {
    @Override
    public Optional<HttpEndpoint> at(String path) {
        HttpEndpoint operation = operations.get(guard.knowsSecrets() ? withoutSecret(path) : path);
        return operation == null ? pushes.at(path) : Optional.of(guard.protect(operation));
    }

    /** Strips a leading secret, as in {@code /SECRET/dead-letters}. The guard decides whether the secret is valid. */
    private String withoutSecret(String path) {
        int end = path.indexOf('/', 1);
        return operations.containsKey(path) || end < 0 ? path : path.substring(end);
    }

    @Override
    public Optional<HttpAnswer> refusal(RequestHead request) {
        return pushes.refusal(request);
    }

    @Override
    public int maxBodyBytes(String path) {
        return pushes.maxBodyBytes(path);
    }

    @Override
    public BodyBudget budget() {
        return pushes.budget();
    }

    @Override
    public HttpAnswer noRoom() {
        return pushes.noRoom();
    }
}
