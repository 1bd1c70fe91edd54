package scf.websocket.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The platform's runtime API (cloud.tencent.com/document/product/583/47274). Repeats a request that gets no answer: until
 * an event is answered, the API returns the same event again. Not thread-safe.
 *
 * <p>A client on a bare socket would load 200 classes less than {@link HttpURLConnection}, but with the archive of classes
 * both take the same time.
 */
final class RuntimeApi {
    /** SCF's limit for an event and for an answer. */
    static final int MAX_BYTES = 6 * 1024 * 1024;

    private static final int ATTEMPTS = 4;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final byte[] NOTHING = {};

    private final String base;

    /** @param base without the path, such as {@code http://127.0.0.1:9001} */
    RuntimeApi(String base) {
        this.base = base;
    }

    /** @throws RuntimeFailure if the address is missing */
    static RuntimeApi of(Map<String, String> environment) {
        String host = environment.get("SCF_RUNTIME_API");
        String port = environment.get("SCF_RUNTIME_API_PORT");
        if (host == null || port == null) {
            throw new RuntimeFailure("SCF_RUNTIME_API and SCF_RUNTIME_API_PORT are missing: only SCF can start this");
        }
        return new RuntimeApi("http://" + host + ":" + port);
    }

    /** Reports that the function is initialized. */
    void ready() {
        // Not empty, like the platform's samples.
        post("/runtime/init/ready", new byte[] {' '});
    }

    /** Waits for the next event, without a time limit: the platform freezes the process meanwhile. */
    RuntimeEvent next() {
        return repeated(() -> {
            HttpURLConnection connection = open("/runtime/invocation/next");
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                throw new IOException("status " + status);
            }
            byte[] body;
            try (InputStream in = connection.getInputStream()) {
                body = in.readNBytes(MAX_BYTES + 1);
            }
            boolean tooLarge = body.length > MAX_BYTES;
            String id = connection.getHeaderField("request_id");
            return new RuntimeEvent(
                    id == null ? "" : id,
                    number(connection.getHeaderField("memory_limit_in_mb")),
                    number(connection.getHeaderField("time_limit_in_ms")),
                    tooLarge ? NOTHING : body,
                    tooLarge);
        });
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Sends the answer of the current event. */
    void respond(byte[] answer) {
        post("/runtime/invocation/response", answer);
    }

    /** Reports that the current event could not be handled. */
    void fail(String message) {
        post("/runtime/invocation/error", message.getBytes(StandardCharsets.UTF_8));
    }

    private void post(String path, byte[] body) {
        int status = repeated(() -> {
            HttpURLConnection connection = open(path);
            connection.setRequestMethod("POST");
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            int answered = connection.getResponseCode();
            if (answered < HttpURLConnection.HTTP_BAD_REQUEST) {
                // Up to its end, so that the connection can be used again.
                try (InputStream in = connection.getInputStream()) {
                    in.readNBytes(MAX_BYTES);
                }
            } else {
                connection.disconnect();
            }
            return answered;
        });
        if (status >= HttpURLConnection.HTTP_BAD_REQUEST) {
            // For example after the time limit: the next event may succeed.
            System.err.println("bootstrap: the runtime API answered " + status + " to " + path);
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url(path).openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        return connection;
    }

    private URL url(String path) {
        try {
            return new URL(base + path);
        } catch (MalformedURLException e) {
            throw new RuntimeFailure("the address of the runtime API is malformed: " + base, e);
        }
    }

    /** A request of the API. */
    private interface Request<T> {
        T send() throws IOException;
    }

    private <T> T repeated(Request<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new RuntimeFailure("the runtime API at " + base + " does not answer: " + e, e);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS << (attempt - 1)));
        }
    }
}
