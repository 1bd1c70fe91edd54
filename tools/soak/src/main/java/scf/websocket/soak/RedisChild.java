package scf.websocket.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;
import scf.websocket.testing.process.Signals;

/**
 * A real redis-server without persistence, which can be paused, killed and emptied. It ends with this process, except by
 * {@code kill -9}. For one thread and a shutdown hook.
 */
public final class RedisChild implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;
    private boolean closed;

    public RedisChild(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of redis-server"));
        awaitAnswer();
    }

    private Process launch() throws IOException {
        File executable = ExecutableProvider.newJarResourceProvider().get();
        return new ProcessBuilder(
                        executable.getAbsolutePath(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("redis.log").toFile()))
                .start();
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!answers()) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IOException("redis-server does not start, see " + folder);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean answers() {
        try {
            return ask("PING").startsWith("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Sends an inline command. @return the first line of the answer */
    private String ask(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\n';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return line.toString();
        }
    }

    /** @return all commands since the start, those within scripts included, except {@code INFO} */
    public long commands() throws IOException {
        return info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_") && !line.startsWith("cmdstat_info"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=([0-9]+).*", "$1")))
                .sum();
    }

    /** @return processor time of the server since its start, in seconds */
    public double processorSeconds() throws IOException {
        return info("cpu")
                .lines()
                .filter(line -> line.matches("used_cpu_(sys|user):.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private String info(String section) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            // Redis closes the connection at the end.
            socket.getOutputStream().write(("INFO " + section + "\r\nQUIT\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    public void freeze() throws IOException, InterruptedException {
        Signals.stop(process);
    }

    public void thaw() throws IOException, InterruptedException {
        Signals.send("CONT", process);
    }

    /** Kills the server; its data is lost. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    public void startAgain() throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("it was closed");
            }
            process = launch();
        }
        awaitAnswer();
    }

    public void flush() throws IOException {
        ask("FLUSHALL");
    }

    /** @return how many keys match the pattern, which contains no quotes */
    public int keys(String pattern) throws IOException {
        return Integer.parseInt(ask("EVAL \"return #redis.call('KEYS', '" + pattern + "')\" 0")
                .substring(1)
                .trim());
    }

    /** @return the members of all sets whose keys match the pattern, which contains no quotes */
    public List<String> members(String pattern) throws IOException {
        String line = ask("EVAL \"local all = '' for _, key in ipairs(redis.call('KEYS', '" + pattern
                + "')) do if redis.call('TYPE', key).ok == 'set' then for _, member in"
                + " ipairs(redis.call('SMEMBERS', key)) do all = all .. member .. ',' end end end"
                + " return {ok = all}\" 0");
        return Arrays.stream(line.substring(1).trim().split(",", -1))
                .filter(member -> !member.isEmpty())
                .toList();
    }

    /** Lets all leases lapse at once, as a step of the clock by more than a lease does. */
    public void lapseAllLeases() throws IOException {
        ask("EVAL \"for _, key in ipairs(redis.call('KEYS', '*lease:*')) do redis.call('DEL', key) end return 1\" 0");
    }

    @Override
    public synchronized void close() {
        closed = true;
        process.destroyForcibly();
    }
}
