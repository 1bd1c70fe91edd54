package scf.websocket.gateway.admin;

import scf.websocket.gateway.metrics.FunctionKind;

/** Says what kind of target a function of an API has. Thread-safe. */
@FunctionalInterface
public interface TargetKinds {
    /** Returns {@code jar}, {@code http}, {@code https} or {@code scf}; empty if the API is not among the routes. */
    String of(String apiId, FunctionKind kind);
}
