package scf.websocket.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the gateway load a changed jar, by SIGHUP, and reads the outcome from its log. */
final class GatewayReload implements AppWatch.Reload {
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final Pattern OUTCOME = Pattern.compile(
            "\"message\":\"the functions (?:are loaded anew|stay as they were: (?<problem>(?:[^\"\\\\]|\\\\.)*))");

    private final long pid;
    private final Path log;

    /** @param log of the gateway, JSON lines */
    GatewayReload(long pid, Path log) {
        this.pid = pid;
        this.log = log;
    }

    @Override
    public Optional<String> reload() throws InterruptedException {
        try {
            long before = Files.size(log);
            int exitCode = new ProcessBuilder("kill", "-HUP", String.valueOf(pid))
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new LocalException(
                        "The gateway cannot be told that the application has changed: kill ended with " + exitCode);
            }
            return outcome(before);
        } catch (IOException e) {
            throw new LocalException(
                    "The gateway cannot be told that the application has changed: " + e.getMessage(), e);
        }
    }

    private Optional<String> outcome(long from) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher outcome = OUTCOME.matcher(read(from));
            if (outcome.find()) {
                return Optional.ofNullable(outcome.group("problem")).map(GatewayReload::unescaped);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new LocalException("The gateway has not said whether it has loaded the application: see " + log);
    }

    private String read(long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) Math.min(1 << 20, Math.max(0, file.length() - from))];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String unescaped(String json) {
        return json.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
