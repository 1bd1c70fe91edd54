package scf.websocket.gateway.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Node.js program as a process that ends with the test. */
public final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final String firstLine;

    /** Waits for the program's first line. */
    public NodeProcess(Path program, Map<String, String> environment) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder("node", program.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            process = builder.start();
            // Left open, because a program that writes to a closed pipe fails.
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            firstLine = String.valueOf(lines.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether Node.js is available in a version with {@code fetch}. */
    public static boolean isAvailable() {
        try {
            Process version = new ProcessBuilder("node", "-e", "process.exit(typeof fetch === 'function' ? 0 : 1)")
                    .redirectErrorStream(true)
                    .start();
            return version.waitFor(20, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public String firstLine() {
        return firstLine;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
