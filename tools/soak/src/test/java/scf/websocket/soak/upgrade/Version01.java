package scf.websocket.soak.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Version 0.1, built from its last commit in a clone below {@code target}. The jars stay there for the next run, until {@code clean}.
 */
final class Version01 {
    private static final String COMMIT = "f5dae403b308a6e98a8fc4db731ea948de98528d";
    private static final List<String> MODULES = List.of("gateway", "register-fn", "transmission-fn", "cleanup-fn");
    private static final int BUILD_MINUTES = 20;

    private final Path root;
    private final Path folder;

    private Version01(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /**
     * @param root of a clone with its history
     * @throws AssertionError if the history lacks the commit, or the build fails
     */
    static Version built(Path root) throws IOException, InterruptedException {
        return new Version01(root, root.resolve("tools/soak/target/version-0.1")).built();
    }

    private Version built() throws IOException, InterruptedException {
        Version version = new Version("0.1", folder.resolve("sql"), module -> folder.resolve(module + ".jar"));
        if (!Files.exists(folder.resolve("sql"))) {
            build(version);
        }
        return version;
    }

    private void build(Version version) throws IOException, InterruptedException {
        Path source = Files.createTempDirectory(Files.createDirectories(folder), "source");
        if (run(root, "git", "cat-file", "-e", COMMIT + "^{commit}") != 0) {
            throw new AssertionError("this clone lacks commit " + COMMIT + ", from which version 0.1 is built;"
                    + " if it is shallow, run: git fetch --unshallow");
        }
        succeeds(root, "git", "clone", "--quiet", "--no-checkout", root.toString(), source.toString());
        succeeds(source, "git", "checkout", "--quiet", "--detach", COMMIT);
        List<String> maven =
                new ArrayList<>(List.of("./mvnw", "-B", "-Pquick", "-pl", String.join(",", MODULES), "-am", "package"));
        for (String repository : List.of("maven.repo.local", "maven.repo.local.tail")) {
            String value = System.getProperty(repository);
            if (value != null) {
                maven.add("-D" + repository + "=" + value);
            }
        }
        succeeds(source, maven.toArray(String[]::new));
        for (String module : MODULES) {
            Files.copy(
                    source.resolve(module + "/target/" + module + ".jar"),
                    version.jars().apply(module),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        // The last, because it tells that the others are there.
        Files.move(source.resolve("sql"), version.sql());
    }

    private void succeeds(Path directory, String... command) throws IOException, InterruptedException {
        if (run(directory, command) != 0) {
            throw new AssertionError(String.join(" ", command) + " failed:\n" + end(folder.resolve("build.log")));
        }
    }

    private int run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("build.log").toFile()))
                .start();
        if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    private static String end(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 30), all.size()));
        }
    }
}
