package scf.websocket.webfn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs external programs. */
final class Command {
    private static final Duration BOUND = Duration.ofMinutes(3);

    private Command() {}

    /**
     * Runs a program and waits until it exits successfully.
     *
     * @param folder the working directory
     * @param log the file for its output
     * @throws PackageException with its output, if the program cannot be started, fails, or runs for more than three
     *     minutes
     */
    static void run(List<String> command, Path folder, Path log) {
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                boolean ended = process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
                if (!ended || process.exitValue() != 0) {
                    throw new PackageException(command.get(0) + (ended ? " has failed" : " timed out") + ":\n"
                            + Files.readString(log, StandardCharsets.UTF_8));
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new PackageException(command.get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackageException(command.get(0) + " was interrupted", e);
        }
    }
}
