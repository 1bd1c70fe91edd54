package scf.websocket.bench.capacity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A {@link FunctionHost} with one function from its jar. Ends when this process ends. For one thread. */
final class FunctionChild implements AutoCloseable {
    static final String TIME = "function";
    static final String ELAPSED = "elapsed";

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader output;
    private Counts counts = Counts.of(Map.of());

    /** @param environment of the function, complete */
    FunctionChild(Path jar, String handler, Map<String, String> environment) {
        // The classes come from its jar; only the host is ours.
        String host = FunctionHost.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        String classPath = jar + File.pathSeparator + host;
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Child.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        FunctionHost.class.getName(),
                        handler))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /**
     * Calls the function repeatedly, one call after another.
     *
     * @param action of the events, with a dash for a blank
     * @param ids a file of connection ids, a line each, taken in turn
     * @throws IllegalStateException if a call fails
     */
    long call(int calls, String action, Path ids) {
        try {
            commands.write(calls + " " + action + " " + ids + "\n");
            commands.flush();
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(FunctionHost.DONE)) {
                    String[] figures =
                            line.substring(FunctionHost.DONE.length()).strip().split(" ", 2);
                    counts = counts.and(
                            Counts.of(Map.of(TIME, Long.parseLong(figures[0]), ELAPSED, Long.parseLong(figures[1]))));
                    return calls;
                }
                if (!line.startsWith("{")) {
                    said.append(line).append('\n');
                }
            }
            throw new IllegalStateException("the function ended:\n" + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all calls so far: {@link #TIME}, the processor's, and {@link #ELAPSED}, the clock's, both in nanoseconds. */
    Counts counts() {
        return counts;
    }

    @Override
    public void close() {
        try {
            commands.close();
            process.waitFor();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
