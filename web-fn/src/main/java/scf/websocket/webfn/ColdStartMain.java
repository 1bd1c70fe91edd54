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
 * Measures how long the package takes from process start to its first message; {@code tools/bench/cold-start} runs it.
 * Arguments: the number of runs, the package, the package unpacked without modification times, the directory sql, a
 * working directory, and a command prefix.
 */
public final class ColdStartMain {
    private static final Duration BOUND = Duration.ofSeconds(60);

    /**
     * A variant of starting the package.
     *
     * @param name the row label in the table
     * @param folder the package
     * @param javaOptions options appended to those of the package
     */
    private record Variant(String name, Path folder, String javaOptions) {}

    /**
     * The times since process start, in milliseconds, and the memory in MB.
     *
     * @param listening when the port is open
     * @param page when the chat page is served
     * @param handshake when the first client is connected
     * @param message when its first message has reached a second client
     * @param resident resident memory at the end
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
        List<String> prefix = List.of(arguments).subList(5, arguments.length);
        List<Variant> variants = List.of(
                new Variant("as packaged", packaged, ""),
                new Variant("as packaged, times lost in unpacking", timesLost, ""),
                new Variant(
                        "Java's own archive alone",
                        packaged,
                        "-XX:SharedArchiveFile=" + packaged.resolve("runtime/lib/server/classes.jsa")),
                new Variant("no archive", packaged, "-Xshare:off"),
                new Variant("as packaged, with the C2 compiler", packaged, "-XX:TieredStopAtLevel=4"));
        Map<Variant, List<Run>> results = new HashMap<>();
        try (TrainingServers servers = TrainingServers.start(work.resolve("database"), Path.of(arguments[3]))) {
            // The first round does not count: it warms up clients, database and files.
            for (int i = -1; i < runs; i++) {
                for (Variant variant : variants) {
                    Run run = run(variant, prefix, servers, work);
                    if (i >= 0) {
                        results.computeIfAbsent(variant, any -> new ArrayList<>())
                                .add(run);
                    }
                }
            }
        }
        System.out.println("| | port open | page | handshake | message passed on | resident MB |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        variants.forEach(variant ->
                System.out.println("| " + variant.name() + medians(results.getOrDefault(variant, List.of())) + " |"));
    }

    private static Run run(Variant variant, List<String> prefix, TrainingServers servers, Path work)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.put("GATEWAY_JAVA_OPTIONS", variant.javaOptions());
        environment.put("TMPDIR", Files.createTempDirectory(work, "tmp").toString());
        List<String> command = new ArrayList<>(prefix);
        command.add(variant.folder().resolve("scf_bootstrap").toString());
        HttpClient http = HttpClient.newHttpClient();
        long start = System.nanoTime();
        try (WebFunctionProcess function =
                WebFunctionProcess.start(command, variant.folder(), environment, work.resolve("log"))) {
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
