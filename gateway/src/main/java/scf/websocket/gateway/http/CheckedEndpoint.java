package scf.websocket.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import scf.websocket.gateway.failure.Failures;

/**
 * A path for operators: answers 405 to a method that it does not take, 400 to a {@link BadRequest}, and 503 if too much
 * is going on. Its answers are for nobody to keep. Thread-safe.
 */
public final class CheckedEndpoint implements HttpEndpoint {
    private final Map<HttpMethod, HttpEndpoint> byMethod;

    public CheckedEndpoint(HttpMethod method, HttpEndpoint endpoint) {
        this(Map.of(method, endpoint));
    }

    public CheckedEndpoint(Map<HttpMethod, HttpEndpoint> byMethod) {
        this.byMethod = Map.copyOf(byMethod);
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        return answer(call)
                .thenApply(
                        answer -> answer.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff"));
    }

    private CompletionStage<HttpAnswer> answer(HttpCall call) {
        HttpEndpoint endpoint = byMethod.get(call.method());
        if (endpoint == null) {
            String methods = String.join(
                    ", ",
                    new TreeMap<>(byMethod)
                            .keySet().stream().map(HttpMethod::name).toList());
            return CompletableFuture.completedFuture(
                    HttpAnswer.json(HttpResponseStatus.METHOD_NOT_ALLOWED, 405, "this path takes " + methods)
                            .with("Allow", methods));
        }
        try {
            return endpoint.handle(call).exceptionally(CheckedEndpoint::busy);
        } catch (BadRequest e) {
            return CompletableFuture.completedFuture(
                    HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, 400, String.valueOf(e.getMessage())));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(busy(e));
        }
    }

    /** Answers that too much is going on; passes on any other failure. */
    private static HttpAnswer busy(Throwable failure) {
        if (!(Failures.unwrapped(failure) instanceof RejectedExecutionException)) {
            throw new CompletionException(failure);
        }
        return HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, 503, "too many requests of operators at once")
                .with("Retry-After", "1");
    }
}
