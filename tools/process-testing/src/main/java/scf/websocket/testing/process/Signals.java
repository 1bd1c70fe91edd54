package scf.websocket.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;

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
}
