package scf.websocket.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The database of the stack that {@code ./run} starts, which stops and starts it for us. An environment variable says
 * where to ask; the address contains a secret. Thread-safe; blocks.
 */
public final class LocalDatabase {
    /** The name of the variable. */
    static final String VARIABLE = "SCF_LOCAL_DATABASE";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    /** A start of the server may take a minute. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(70);

    private final URI address;
    private volatile boolean running = true;

    LocalDatabase(URI address) {
        this.address = address;
    }

    /** @return empty unless {@code ./run} started this gateway, with a database of its own */
    public static Optional<LocalDatabase> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(URI::create)
                .map(LocalDatabase::new);
    }

    /** Whether it runs, as far as the console has not stopped it. */
    boolean isRunning() {
        return running;
    }

    /** @throws IOException if that is refused, fails or takes too long; the message does not contain the secret */
    void run(boolean wanted) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                address.resolve(wanted ? "start" : "stop").toURL().openConnection();
        connection.setConnectTimeout((int) CONNECT_WITHIN.toMillis());
        connection.setReadTimeout((int) ANSWER_WITHIN.toMillis());
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().close();
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_NO_CONTENT) {
            throw new IOException("./run answered " + status + ": " + problem(connection));
        }
        running = wanted;
    }

    private static String problem(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getErrorStream()) {
            return in == null ? "" : new String(in.readNBytes(1000), StandardCharsets.UTF_8);
        }
    }
}
