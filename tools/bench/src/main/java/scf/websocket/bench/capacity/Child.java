package scf.websocket.bench.capacity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.testing.process.Await;

/** A child process, which ends with this process, except by {@code kill -9}. For one thread. */
final class Child implements AutoCloseable {
    private static final int STOP_SECONDS = 40;

    private final Process process;
    private final Path log;
    private final Thread hook;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param log takes standard output and error */
    static Child start(List<String> command, Path log) {
        try {
            return new Child(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " cannot be started", e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits up to 30 s for the first match in its output. */
    MatchResult await(Pattern pattern) {
        Await.until("the output of " + log.getFileName() + " has " + pattern, Duration.ofSeconds(30), () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended: see " + log);
            }
            return matcher(pattern).find();
        });
        Matcher matcher = matcher(pattern);
        matcher.find();
        return matcher.toMatchResult();
    }

    private Matcher matcher(Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** User and system time of the process so far, in nanoseconds; Linux counts in steps of 10 ms. */
    Counts processorTime(String name) {
        return processorTime(name, process.toHandle());
    }

    static Counts processorTime(String name, ProcessHandle process) {
        Duration time = process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("the processor time of " + name + " cannot be read"));
        return Counts.of(name, time.toNanos());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
