package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes the archives of loaded classes (class data sharing) that Java maps into memory in place of reading, checking and linking classes one
 * by one: its own, in {@code runtime/lib/server}, and on top of that {@code gateway.jsa} with the classes of gateway and functions.
 * Both go with exactly this Java, the same collector, and with {@code gateway.jar} of one size and time.
 */
final class ClassArchive {
    private static final String NAME = "gateway.jsa";

    private ClassArchive() {}

    /** @throws PackageException if there is no archive in the end */
    static void make(Path folder, RuntimeImage java, TrainingServers backends, Path logs)
            throws IOException, InterruptedException, SQLException {
        Command.run(
                List.of(java.java().toString(), "-Xshare:dump", "-XX:+UseSerialGC"), folder, logs.resolve("dump.log"));
        Path log = logs.resolve("training.log");
        new TrainingRun(backends).of(folder, "-XX:ArchiveClassesAtExit=" + folder.resolve(NAME), log);
        if (!Files.isRegularFile(folder.resolve(NAME))) {
            throw new PackageException("The training run has left no " + NAME + ":\n" + Files.readString(log));
        }
        Files.delete(java.classList());
    }
}
