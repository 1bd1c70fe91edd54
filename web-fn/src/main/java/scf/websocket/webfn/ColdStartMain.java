package scf.websocket.webfn;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import scf.websocket.testing.process.JdkChatClient;

/**
 * Measures how long the package takes from nothing to its first message; {@code tools/bench/cold-start} runs it. Arguments: how often,
 * the package, the package as unpacked without times, the folder sql, a folder to work in, and what to put before the command.
 */
public final class ColdStartMain {
    private static final Duration BOUND = Duration.ofSeconds(60);

    /**
     * A way to start.
     *
     * @param name in the table
     * @param folder the package
     * @param javaOptions behind those of the package
     */
    private record Way(String name, Path folder, String javaOptions) {}

    /**
     * Since the start, in milliseconds; and MB.
     *
     * @param listening the port is open
     * @param page the chat page is there
     * @param handshake the first client is let in
     * @param message its first message has reached a second client
     * @param resident memory afterwards
     */
    private record Run(double listening, double page, double handshake, double message, double resident) {
        List<Double> figures() {
            return List.of(listening, page, handshake, message, resident);
        }
    }

    private ColdStartMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        Path packaged = Path.of(arguments[1]).toRealPath();
        Path timesLost = Path.of(arguments[2]).toRealPath();
        Path work = Files.createDirectories(Path.of(arguments[4])).toRealPath();
        List<String> before = List.of(arguments).subList(5, arguments.length);
        List<Way> ways = List.of(
                new Way("as packaged", packaged, ""),
                new Way("as packaged, times lost in unpacking", timesLost, ""),
                new Way(
                        "Java's own archive alone",
                        packaged,
                        "-XX:SharedArchiveFile=" + packaged.resolve("runtime/lib/server/classes.jsa")),
                new Way("no archive", packaged, "-Xshare:off"),
                new Way("as packaged, with the C2 compiler", packaged, "-XX:TieredStopAtLevel=4"));
        Map<Way, List<Run>> results = new HashMap<>();
        try (TrainingServers backends = TrainingServers.start(work.resolve("database"), Path.of(arguments[3]))) {
            // One that does not count: it warms up the clients, the database, and the files.
            for (int i = -1; i < runs; i++) {
                for (Way way : ways) {
                    Run run = run(way, before, backends, work);
                    if (i >= 0) {
                        results.computeIfAbsent(way, any -> new ArrayList<>()).add(run);
                    }
                }
            }
        }
        System.out.println("| | port open | page | handshake | message passed on | resident MB |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        ways.forEach(
                way -> System.out.println("| " + way.name() + medians(results.getOrDefault(way, List.of())) + " |"));
    }

    private static Run run(Way way, List<String> before, TrainingServers backends, Path work)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(backends.environment());
        environment.put("GATEWAY_JAVA_OPTIONS", way.javaOptions());
        environment.put("TMPDIR", Files.createTempDirectory(work, "tmp").toString());
        List<String> command = new ArrayList<>(before);
        command.add(way.folder().resolve("scf_bootstrap").toString());
        HttpClient http = HttpClient.newHttpClient();
        long start = System.nanoTime();
        try (WebFunctionProcess function =
                WebFunctionProcess.start(command, way.folder(), environment, work.resolve("log"))) {
            function.awaitListening(BOUND);
            double listening = since(start);
            http.send(
                    HttpRequest.newBuilder(function.page()).timeout(BOUND).build(),
                    HttpResponse.BodyHandlers.ofString());
            double page = since(start);
            try (JdkChatClient one = JdkChatClient.open(http, function.webSocket())) {
                double handshake = since(start);
                try (JdkChatClient other = JdkChatClient.open(http, function.webSocket())) {
                    one.send("hello");
                    other.text();
                    return new Run(listening, page, handshake, since(start), resident(function.pid()));
                }
            }
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String medians(List<Run> runs) {
        StringBuilder cells = new StringBuilder();
        for (int column = 0; column < 5; column++) {
            int figure = column;
            List<Double> sorted =
                    runs.stream().map(run -> run.figures().get(figure)).sorted().toList();
            cells.append(String.format(Locale.ROOT, " | %.0f", sorted.get(sorted.size() / 2)));
        }
        return cells.toString();
    }
}
