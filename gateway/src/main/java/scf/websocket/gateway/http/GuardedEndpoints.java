package scf.websocket.gateway.http;

import java.util.Optional;
import scf.websocket.gateway.limit.BodyBudget;

/** Endpoints that only some may call, which is judged by the head of a request, before any body is read. Thread-safe. */
public interface GuardedEndpoints {
    /** The endpoint at a path, if there is one. */
    Optional<HttpEndpoint> at(String path);

    /** What a caller is told who may not call them; empty for one who may. */
    Optional<HttpAnswer> refusal(RequestHead request);

    /** The largest body of a request to one of them. */
    int maxBodyBytes();

    /** What the bodies of requests to them may take together. */
    BodyBudget budget();

    /** What a caller is told for whose body there is no room. */
    HttpAnswer noRoom();
}
