package scf.websocket.gateway.http;

import java.util.Optional;
import scf.websocket.gateway.limit.BodyBudget;

/**
 * Endpoints that require authorization, which is decided by the head of a request before a body is read. Thread-safe.
 */
public interface GuardedEndpoints {
    /** Finds the endpoint at a path. */
    Optional<HttpEndpoint> at(String path);

    /** Whether a path is used by a page that is served here too. */
    default boolean isOfPage(String path) {
        return false;
    }

    /** Returns the response to an unauthorized caller; empty if the caller is authorized. */
    Optional<HttpAnswer> refusal(RequestHead request);

    /** Returns the limit for the body of a request to a path of {@link #at}. */
    int maxBodyBytes(String path);

    /** Returns the budget for the bodies of all requests. */
    BodyBudget budget();

    /** Returns the response to a caller whose body does not fit the budget. */
    HttpAnswer noRoom();
}
