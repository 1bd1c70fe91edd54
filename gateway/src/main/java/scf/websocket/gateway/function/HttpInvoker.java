package scf.websocket.gateway.function;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.EventSignature;
import scf.websocket.gateway.failure.Failures;

/**
 * Calls a Function URL, or any endpoint that takes the event as the body of a POST. A status of 200 to 299 is success, with the
 * answer as JSON in the body; anything else is a failed function. Keep-alive; HTTP/2 where TLS agrees on it. A request that failed
 * before anything of the event was sent is made once more; any other is not, because the function may have seen it.
 */
public final class HttpInvoker implements FunctionInvoker {
    private final HttpClient client;
    private final URI uri;
    private final Duration timeLimit;
    private final @Nullable EventSignature signature;

    /**
     * @param timeLimit from the call to the whole answer
     * @param signature signs each event; null for none
     */
    public HttpInvoker(HttpClient client, URI uri, Duration timeLimit, @Nullable EventSignature signature) {
        this.client = client;
        this.uri = uri;
        this.timeLimit = timeLimit;
        this.signature = signature;
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        Call call = new Call(event);
        call.send(true);
        return call.outcome;
    }

    private final class Call {
        private final byte[] event;
        private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
        private volatile @Nullable CompletableFuture<HttpResponse<byte[]>> exchange;

        Call(byte[] event) {
            this.event = event;
            // The client's own time-out ends with the headers of the answer; this one holds for the body, too.
            outcome.completeOnTimeout(new InvocationOutcome.TimedOut(), timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((result, failure) -> cancelIfTimedOut(result));
        }

        private void cancelIfTimedOut(InvocationOutcome result) {
            CompletableFuture<HttpResponse<byte[]>> underWay = exchange;
            if (result instanceof InvocationOutcome.TimedOut && underWay != null) {
                // Otherwise its connection would be held for as long as the server likes.
                underWay.cancel(true);
            }
        }

        void send(boolean mayRepeat) {
            EventBody body = new EventBody(event);
            CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request(body), new BoundedBody());
            exchange = sent;
            sent.whenComplete((response, failure) -> {
                if (failure == null) {
                    outcome.complete(outcomeOf(response));
                    return;
                }
                Throwable cause = cause(failure);
                if (mayRepeat && cause instanceof IOException && !body.isTaken() && !outcome.isDone()) {
                    send(false);
                } else {
                    outcome.complete(failed(cause));
                }
            });
        }

        private HttpRequest request(EventBody body) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                    // Over cleartext the client would ask for an upgrade to h2c, which small servers answer with an
                    // error.
                    .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(body);
            if (signature != null) {
                request.header(EventSignature.HEADER, signature.sign(event));
            }
            return request.build();
        }
    }

    private static InvocationOutcome outcomeOf(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        return status >= 200 && status < 300
                ? new InvocationOutcome.Answered(response.body())
                : new InvocationOutcome.Failed("HTTP status " + status);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static InvocationOutcome failed(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new InvocationOutcome.Unreachable("no connection in time");
        }
        if (cause instanceof ConnectException) {
            return new InvocationOutcome.Unreachable(
                    cause.getMessage() == null ? "no connection: " + Failures.line(cause) : cause.getMessage());
        }
        if (cause instanceof IOException) {
            return new InvocationOutcome.Failed(
                    cause.getMessage() == null
                            ? "connection failed: " + cause.getClass().getSimpleName()
                            : cause.getMessage());
        }
        return new InvocationOutcome.Failed(cause.toString());
    }

    @Override
    public void close() {
        // The client is shared and goes with the process: in Java 17 it cannot be closed.
    }
}
