package scf.websocket.database;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Ends the server if this JVM dies without doing so: a shell that reads from a pipe which only the JVM holds open. Not thread-safe.
 */
final class Watchdog implements AutoCloseable {
    private static final String SCRIPT =
            "if read -r line; then exit 0; fi; sleep \"$2\"; kill -TERM \"$1\" 2>/dev/null; exit 0";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog of(Process server, Duration grace) throws IOException {
        List<String> command = List.of(
                "sh", "-c", SCRIPT, "watchdog", String.valueOf(server.pid()), String.valueOf(grace.toSeconds()));
        return new Watchdog(new ProcessBuilder(OwnSession.of(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Ends the watch, because the server has ended or is about to. */
    @Override
    public void close() {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write("off\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The shell has ended already.
            shell.destroy();
        }
    }
}
