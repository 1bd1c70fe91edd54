package scf.websocket.soak.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The finished jar as a process of its own, with the heap that {@code ./run} gives it, and what is known of it from outside. */
final class GatewayUnderSiege implements AutoCloseable {
    /** Bounds that an operator sets for this machine; everything else is as it comes. */
    private static final List<String> OPTIONS =
            List.of("--host=127.0.0.1", "--port=0", "--push-port=0", "--max-connections=2000", "--access-log=off");

    private static final Pattern UP = Pattern.compile("clients at port (\\d+) .*push at [^ ]*:(\\d+) ");
    private static final Pattern USED = Pattern.compile("(?m)^.*heap.* used (\\d+)K");
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final Path log;
    private final int port;
    private final int pushPort;

    GatewayUnderSiege(Path jar, Path folder, SiegeFunctions functions, List<String> further) throws IOException {
        this.log = folder.resolve("gateway.log");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                jar.toString(),
                "--parent-pid=" + ProcessHandle.current().pid()));
        Stream.of("register", "transmission", "cleanup")
                .forEach(name -> command.add("--" + name + "=" + functions.url(name)));
        command.addAll(OPTIONS);
        command.addAll(further);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("GATEWAY_PUSH_TOKENS", SiegeFunctions.TOKEN);
        this.process = builder.start();
        Matcher up = up();
        this.port = Integer.parseInt(up.group(1));
        this.pushPort = Integer.parseInt(up.group(2));
        functions.pushTo(pushPort);
    }

    private Matcher up() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher up = UP.matcher(Files.readString(log));
            if (up.find()) {
                return up;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        close();
        throw new IOException("the gateway does not start, see " + log);
    }

    int port() {
        return port;
    }

    int pushPort() {
        return pushPort;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What is used of the heap after a full collection, in MB; -1 if it cannot be asked. */
    double heapAfterCollection() {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        return used.find() ? Long.parseLong(used.group(1)) / 1024.0 : -1;
    }

    private String jcmd(String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** What the kernel counts as resident, in MB. */
    double rss() {
        try {
            Matcher rss = RSS.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return rss.find() ? Long.parseLong(rss.group(1)) / 1024.0 : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Open files, sockets above all. */
    long files() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.count();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
