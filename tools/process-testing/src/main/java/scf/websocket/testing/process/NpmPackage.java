package scf.websocket.testing.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JavaScript library that a test uses, unmodified, in a folder of its own below {@code target/npm}. */
public final class NpmPackage {
    private final String name;
    private final String version;
    private final Path folder;

    private NpmPackage(String name, String version) {
        this.name = name;
        this.version = version;
        this.folder = Path.of("target", "npm", name);
    }

    /** @param version one, not a range */
    public static NpmPackage of(String name, String version) {
        return new NpmPackage(name, version);
    }

    /** Returns a file of the package; empty if it can be fetched neither from a registry nor from npm's cache. */
    public Optional<Path> file(String path) throws IOException, InterruptedException {
        Path file = folder.resolve("node_modules").resolve(name).resolve(path);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            // Few attempts: without a network this must not take long.
            run(
                    "npm",
                    "install",
                    "--prefix",
                    folder.toString(),
                    "--prefer-offline",
                    "--no-audit",
                    "--no-fund",
                    "--no-save",
                    "--ignore-scripts",
                    "--fetch-retries=0",
                    "--fetch-timeout=10000",
                    name + "@" + version);
        }
        return Optional.of(file.toAbsolutePath()).filter(Files::exists);
    }

    private static void run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // No npm; the caller looks for the result.
        }
    }
}
