package scf.websocket.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import scf.websocket.database.OwnSession;

/**
 * A server as a child process, in a session of its own so that Ctrl-C reaches this process alone. Its output goes to a file, which is
 * truncated at the start. Thread-safe.
 */
final class Child {
    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(2);
    private static final int LOG_LINES_SHOWN = 20;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * @param name for messages
     * @param environment in addition to that of this process
     */
    static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.getParent());
            makePrivate(log);
            ProcessBuilder builder = new ProcessBuilder(OwnSession.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new Child(name, process, log);
        } catch (IOException e) {
            throw new LocalException("The " + name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** The log contains connection ids, so only its owner may read it, where the file system has owners. */
    private static void makePrivate(Path log) throws IOException {
        if (!Files.exists(log)) {
            Files.createFile(log);
        }
        if (log.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /**
     * Waits until the address answers 200.
     *
     * @param givenUp polled between two attempts; true ends the wait without an error
     * @throws LocalException with the last lines of the log, if the process ends or does not answer in time
     */
    void awaitReady(URI readiness, Duration within, BooleanSupplier givenUp) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(ONE_ATTEMPT).build();
        HttpRequest request =
                HttpRequest.newBuilder(readiness).timeout(ONE_ATTEMPT).build();
        long deadline = System.nanoTime() + within.toNanos();
        while (!givenUp.getAsBoolean() && !answers(client, request)) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw LocalException.ofChild(
                        process.exitValue(),
                        "The " + name + " ended with " + process.exitValue() + " while starting:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new LocalException(
                        "The " + name + " is not ready after " + within.toSeconds() + " s:\n" + logTail());
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Completes with the exit code of the process. */
    CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    long pid() {
        return process.pid();
    }

    /** Terminates the process, kills it if it does not end in time, and returns its exit code. */
    int stop(Duration within) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** The last lines of its output. */
    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(its log " + log + " cannot be read)";
        }
    }
}
