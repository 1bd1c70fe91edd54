package scf.websocket.bench.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A finished run of a program, with its output and errors in one text. */
record BoardRun(int status, String output) {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** The board stops its servers. */
    private static final Duration END = Duration.ofSeconds(30);

    static BoardRun of(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./board", "--smoke", "--out=" + folder));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static BoardRun run(List<String> command) throws IOException, InterruptedException {
        return run(command, TIMEOUT);
    }

    /** @throws IllegalStateException with the output until then, if the program takes longer; it is ended */
    static BoardRun run(List<String> command, Duration timeout) throws IOException, InterruptedException {
        // A pipe would have to be read to its end, and what hangs does not end it.
        Path file = Files.createTempFile("board", ".txt");
        try {
            Process process = start(command, file);
            boolean hasEnded = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!hasEnded) {
                end(process);
            }
            String output = Files.readString(file);
            if (!hasEnded) {
                throw new IllegalStateException(
                        "still running after " + timeout.toSeconds() + " s: " + command + "\n" + output);
            }
            return new BoardRun(process.exitValue(), output);
        } finally {
            Files.delete(file);
        }
    }

    private static Process start(List<String> command, Path file) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file.toFile());
        // Servers that live for seconds: the second compiler would cost more than it saves.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
            started.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
