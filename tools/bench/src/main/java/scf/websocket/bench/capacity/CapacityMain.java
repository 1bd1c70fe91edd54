package scf.websocket.bench.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Arguments: rounds, the project's folder, folder to work in, comma list of the parts to measure. Prints tables. */
public final class CapacityMain {
    private final int rounds;
    private final Path root;
    private final Path folder;
    private final Report report;

    private CapacityMain(int rounds, Path root, Path folder, Report report) {
        this.rounds = rounds;
        this.root = root;
        this.folder = folder;
        this.report = report;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[2])), "run");
        Report report = new Report();
        try {
            new CapacityMain(Integer.parseInt(arguments[0]), Path.of(arguments[1]), folder, report)
                    .measure(Set.of(arguments[3].split(",", -1)));
        } finally {
            // Also prints what a failed run measured.
            report.print(System.out);
        }
    }

    private void measure(Set<String> parts) {
        Path gateway = root.resolve("gateway/target/gateway.jar");
        if (parts.contains("gateway")) {
            new GatewayCosts(gateway, folder, rounds, report).measure();
        }
        if (parts.contains("functions")) {
            functions();
        }
        if (parts.contains("redis")) {
            try (RedisChild redis = new RedisChild("redis-server", folder)) {
                report.note("Redis " + redis.version() + ", nothing stored on disk.");
                new ClusterCosts(gateway, folder, rounds, report, redis).measure();
            }
        }
    }

    private void functions() {
        ConnectionFiles files = new ConnectionFiles(folder);
        try (Database database = new Database(folder.resolve("database"), root.resolve("sql"))) {
            report.note("Database: " + database.version() + ", its log flushed once a second, no binary log.");
            new FunctionCosts(root, rounds, report, database, files).measure();
            new FanOutCosts(root, folder, rounds, report, database, files).measure();
        }
    }
}
