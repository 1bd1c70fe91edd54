package scf.websocket.bench.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A finished run of a program, with its output and errors in one text. */
record BoardRun(int status, String output) {
    private static final int TIMEOUT_SECONDS = 180;

    static BoardRun of(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./board", "--smoke", "--out=" + folder));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static BoardRun run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Servers that live for seconds: the second compiler would cost more than it saves.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new IllegalStateException("still running after its output has ended: " + command);
        }
        return new BoardRun(process.exitValue(), output);
    }
}
