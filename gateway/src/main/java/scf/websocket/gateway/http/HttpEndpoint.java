package scf.websocket.gateway.http;

import java.util.concurrent.CompletionStage;

/** Handles the requests to one path, on either listener. Thread-safe; never blocks. */
public interface HttpEndpoint {
    CompletionStage<HttpAnswer> handle(HttpCall call);
}
