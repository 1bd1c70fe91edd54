package scf.websocket.scfws;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, with the JDK's older client: the newer one loads TLS for every address, which is more than half of
 * the time of a command.
 */
final class Http {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 30_000;
    private static final int NO_LIMIT = 0;
    private static final int FIRST_ERROR = 400;

    static {
        // A push that was sent twice would be shown twice.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    /**
     * A response that is being received.
     *
     * @param status the HTTP status
     * @param body the caller closes it
     * @param length the bytes of the body; negative if only its end tells
     */
    record Opened(int status, InputStream body, long length) {
        Answer read() {
            try (body) {
                byte[] bytes = body.readAllBytes();
                if (bytes.length < length) {
                    // The JDK takes the end of the connection for the end of such a body.
                    throw new EOFException(bytes.length + " of " + length + " bytes");
                }
                String text = new String(bytes, StandardCharsets.UTF_8);
                return new Answer(status, Json.parse(text).orElseGet(Json::object));
            } catch (IOException e) {
                throw new CommandException(ExitCode.NOT_REACHED, "the answer broke off: " + reason(e), e);
            }
        }
    }

    /** @param token a bearer token; empty for none */
    Answer get(URI address, String token) {
        return send(address, "Authorization", bearer(token), null, READ_MILLIS).read();
    }

    /** @param token a bearer token; empty for none */
    Answer post(URI address, String token, String json) {
        return send(address, "Authorization", bearer(token), json, READ_MILLIS).read();
    }

    /** Sends JSON with the key of the HTTP API. */
    Answer postWithKey(URI address, String key, String json) {
        return send(address, "X-API-Key", key, json, READ_MILLIS).read();
    }

    /** Opens a response that has no end. */
    Opened open(URI address, String token) {
        return send(address, "Authorization", bearer(token), null, NO_LIMIT);
    }

    private static String bearer(String token) {
        return token.isEmpty() ? "" : "Bearer " + token;
    }

    private static Opened send(URI address, String header, String value, @Nullable String json, int readMillis) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(readMillis);
            connection.setInstanceFollowRedirects(false);
            if (!value.isEmpty()) {
                connection.setRequestProperty(header, value);
            }
            if (json != null) {
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                try (OutputStream body = connection.getOutputStream()) {
                    body.write(json.getBytes(StandardCharsets.UTF_8));
                }
            }
            int status = connection.getResponseCode();
            InputStream body = status < FIRST_ERROR ? connection.getInputStream() : connection.getErrorStream();
            return body == null
                    ? new Opened(status, InputStream.nullInputStream(), 0)
                    : new Opened(status, body, connection.getContentLengthLong());
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.NOT_REACHED,
                    "nobody answers at " + address.getScheme() + "://" + address.getAuthority() + " ("
                            + reason(e) + "). Is the gateway running, for instance by ./run? SCFWS_URL, or --url,"
                            + " names another address; the internal listener's, not that of the clients.",
                    e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
