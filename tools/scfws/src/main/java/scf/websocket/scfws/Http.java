package scf.websocket.scfws;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends requests. */
final class Http {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** @param token a bearer token; empty for none */
    Answer get(URI address, String token) {
        return answer(send(request(address, token).timeout(TIMEOUT).build(), BodyHandlers.ofString()));
    }

    /** @param token a bearer token; empty for none */
    Answer post(URI address, String token, String json) {
        return answer(send(
                request(address, token)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString()));
    }

    /** Sends JSON with the key of the HTTP API. */
    Answer postWithKey(URI address, String key, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        return answer(send(request.build(), BodyHandlers.ofString()));
    }

    /** Opens a response that has no end. The caller closes its body. */
    HttpResponse<InputStream> open(URI address, String token) {
        return send(request(address, token).build(), BodyHandlers.ofInputStream());
    }

    /** Reads the rest of an opened response. */
    static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return answer(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return answer(response.statusCode(), "");
        }
    }

    private static HttpRequest.Builder request(URI address, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer answer(HttpResponse<String> response) {
        return answer(response.statusCode(), response.body());
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Json.parse(body).orElseGet(Json::object));
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        URI address = request.uri();
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.NOT_REACHED,
                    "nobody answers at " + address.getScheme() + "://" + address.getAuthority() + " ("
                            + reason(e) + "). Is the gateway running, for instance by ./run? SCFWS_URL, or --url,"
                            + " names another address; the internal listener's, not that of the clients.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted", e);
        }
    }

    /** The JDK reports a refused connection without a message. */
    private static String reason(IOException failure) {
        if (failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
