package scf.websocket.soak.siege;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Measures a gateway process from outside; a figure that is not available is negative. */
final class ProcessProbe {
    /** One line with G1, one a generation with the others. */
    private static final Pattern USED =
            Pattern.compile("(?m)^.*(?:heap|generation|PSYoungGen|ParOldGen) .* used (\\d+)K");

    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern CONNECTIONS = Pattern.compile("(?m)^gateway_connections ([0-9.]+)");

    private final long pid;
    private final HttpRequest metrics;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param pushPort of its internal listener */
    ProcessProbe(long pid, int pushPort) {
        this.pid = pid;
        this.metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pushPort + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    Footprint footprint() throws InterruptedException {
        return new Footprint(heapAfterCollection(), files(), connections());
    }

    private double heapAfterCollection() {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        double all = -1;
        while (used.find()) {
            all = Math.max(all, 0) + Long.parseLong(used.group(1)) / 1024.0;
        }
        return all;
    }

    private String jcmd(String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private long files() {
        try (Stream<Path> files = Files.list(proc("fd"))) {
            return files.count();
        } catch (IOException e) {
            return -1;
        }
    }

    private long connections() throws InterruptedException {
        try {
            Matcher connections = CONNECTIONS.matcher(
                    client.send(metrics, BodyHandlers.ofString()).body());
            return connections.find() ? (long) Double.parseDouble(connections.group(1)) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** The resident memory, in MB. */
    double rss() {
        try {
            Matcher rss = RSS.matcher(Files.readString(proc("status")));
            return rss.find() ? Long.parseLong(rss.group(1)) / 1024.0 : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
