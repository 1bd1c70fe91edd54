package scf.websocket.gateway.http;

import java.util.concurrent.CompletionStage;

/** Answers the requests to one path of the internal listener. Thread-safe; never blocks. */
public interface HttpEndpoint {
    CompletionStage<HttpAnswer> handle(HttpCall call);
}
