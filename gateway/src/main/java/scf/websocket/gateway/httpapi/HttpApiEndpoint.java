package scf.websocket.gateway.httpapi;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.connection.AccessLog;
import scf.websocket.gateway.failure.ThrottledLog;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;

/** Invokes the function of the HTTP API for each request, and answers with the response that it returns. Thread-safe. */
public final class HttpApiEndpoint implements HttpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApiEndpoint.class);

    private final FunctionInvoker function;
    private final AccessLog access;
    private final LongSupplier nanoTime;
    private final ThrottledLog failures = new ThrottledLog();

    /** @param nanoTime a monotonic clock */
    public HttpApiEndpoint(FunctionInvoker function, AccessLog access, LongSupplier nanoTime) {
        this.function = function;
        this.access = access;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        long start = nanoTime.getAsLong();
        String method = HttpApiPath.method(call.head().path()).orElse("");
        return function.invoke(HttpApiEvent.write(call)).thenApply(outcome -> {
            long end = nanoTime.getAsLong();
            HttpAnswer answer = answer(outcome, end);
            access.request(method, answer.status().code(), end - start);
            return answer;
        });
    }

    private HttpAnswer answer(InvocationOutcome outcome, long now) {
        if (outcome instanceof InvocationOutcome.Answered answered) {
            return HttpApiAnswer.read(answered.body()).orElseGet(() -> {
                log("returned no HTTP response", now);
                return HttpApiAnswer.failed(HttpResponseStatus.BAD_GATEWAY, "the function returned no HTTP response");
            });
        }
        log(outcome.toString(), now);
        if (outcome instanceof InvocationOutcome.Busy) {
            return HttpApiAnswer.failed(HttpResponseStatus.SERVICE_UNAVAILABLE, "all instances are busy")
                    .with("Retry-After", "1");
        }
        return outcome instanceof InvocationOutcome.TimedOut
                ? HttpApiAnswer.failed(HttpResponseStatus.GATEWAY_TIMEOUT, "the function did not answer in time")
                : HttpApiAnswer.failed(HttpResponseStatus.BAD_GATEWAY, "the function failed");
    }

    /** @param failure without data of the request */
    private void log(String failure, long now) {
        failures.next(now)
                .ifPresent(before -> LOG.error(
                        "the function of --api failed: {}{}",
                        failure,
                        before == 0 ? "" : " (" + before + " more failures were not logged)"));
    }
}
