package scf.websocket.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** POSIX signals that {@link Process} cannot send. */
public final class Signals {
    private Signals() {}

    /**
     * Sends a signal and returns when it is sent.
     *
     * @param name without {@code SIG}, as in {@code STOP}
     * @throws IllegalStateException if the process is gone
     */
    public static void send(String name, Process process) {
        send(name, process.pid());
    }

    /**
     * The same by process id.
     *
     * @throws IllegalStateException if the process is gone
     */
    public static void send(String name, long pid) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + name, e);
        }
    }

    /**
     * Stops a process with {@code STOP} and returns once each of its threads has stopped, as far as {@code /proc} tells:
     * the signal is sent before the last of them has noticed.
     *
     * @throws IllegalStateException if the process is gone
     */
    public static void stop(Process process) {
        send("STOP", process);
        Await.until("the process is stopped", () -> isStopped(Path.of("/proc", Long.toString(process.pid()), "task")));
    }

    private static boolean isStopped(Path threads) {
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                if (!hasStopped(Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            // A thread has ended meanwhile; look again.
            return false;
        }
    }

    /** @param stat {@code PID (name) STATE …}, whose name may contain parentheses */
    private static boolean hasStopped(String stat) {
        return stat.substring(stat.lastIndexOf(')')).startsWith(") T ");
    }
}
