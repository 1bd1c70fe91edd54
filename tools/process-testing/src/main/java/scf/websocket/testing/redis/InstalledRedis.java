package scf.websocket.testing.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program {@code redis-server} of the machine, if it is there and of version 7 or newer. */
public final class InstalledRedis {
    private static final int LEAST_MAJOR = 7;
    private static final String CI = "CI";
    private static final Pattern VERSION = Pattern.compile("v=(\\d{1,4})\\.");
    private static final boolean AVAILABLE = isNewEnough();

    private InstalledRedis() {}

    /**
     * Whether tests can use it. Says on the console if not.
     *
     * @throws AssertionError if not, with {@code CI=true}
     */
    public static boolean isAvailable() {
        if (!AVAILABLE) {
            if ("true".equals(System.getenv(CI))) {
                throw new AssertionError("with " + CI + "=true this test needs redis-server 7 or newer");
            }
            System.err.println("skipped: redis-server 7 or newer is not installed");
        }
        return AVAILABLE;
    }

    private static boolean isNewEnough() {
        try {
            Matcher version = VERSION.matcher(run(List.of("redis-server", "--version")));
            return version.find() && Integer.parseInt(version.group(1)) >= LEAST_MAJOR;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Starts a server on the loopback interface, which writes to {@code redis.log} in its folder.
     *
     * @param options of which the first may be a file with further ones
     */
    static Process start(Path folder, List<String> options) {
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(options);
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("redis.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns what a command prints.
     *
     * @throws UncheckedIOException if it cannot be started or fails
     */
    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new UncheckedIOException(new IOException(command.get(0) + " failed: " + text));
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
