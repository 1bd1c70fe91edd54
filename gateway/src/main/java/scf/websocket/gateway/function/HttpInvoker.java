package scf.websocket.gateway.function;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls a Function URL, or any endpoint that takes the event as the body of a POST. Status 200 with the answer as JSON is
 * success; anything else is a failed function. Keep-alive; HTTP/2 where TLS agrees on it.
 */
public final class HttpInvoker implements FunctionInvoker {
    private final HttpClient client;
    private final URI uri;
    private final Duration timeout;

    /** @param timeout from sending the event to the whole answer */
    public HttpInvoker(HttpClient client, URI uri, Duration timeout) {
        this.client = client;
        this.uri = uri;
        this.timeout = timeout;
    }

    /** A client fit to be shared by all invokers of a gateway. */
    public static HttpClient newClient(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                // Over cleartext the client would ask for an upgrade to h2c, which small servers answer with an error.
                .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, new BoundedBody());
        // The request's own limit ends with the headers of the answer; this one holds for the whole.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure != null) {
                        exchange.cancel(true);
                        return failed(failure);
                    }
                    return outcome(response);
                });
    }

    private static InvocationOutcome outcome(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            return new InvocationOutcome.Failed("HTTP status " + response.statusCode());
        }
        return new InvocationOutcome.Answered(response.body());
    }

    private static InvocationOutcome failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return new InvocationOutcome.TimedOut();
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
