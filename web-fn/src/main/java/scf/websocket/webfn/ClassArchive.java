package scf.websocket.webfn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Creates the class data sharing archives, which Java maps into memory instead of reading, verifying and linking each
 * class: the JDK's own archive in {@code runtime/lib/server}, and on top of it {@code gateway.jsa} with the classes of
 * gateway and functions. Both are valid only for this exact Java and garbage collector, and for a {@code gateway.jar}
 * of the same size and modification time.
 */
final class ClassArchive {
    private static final String NAME = "gateway.jsa";

    private ClassArchive() {}

    /** @throws PackageException if the training run leaves no archive */
    static void make(Path folder, RuntimeImage java, TrainingServers servers, Path logs)
            throws IOException, InterruptedException, SQLException {
        Command.run(
                List.of(java.java().toString(), "-Xshare:dump", "-XX:+UseSerialGC"), folder, logs.resolve("dump.log"));
        Path log = logs.resolve("training.log");
        new TrainingRun(servers).of(folder, "-XX:ArchiveClassesAtExit=" + folder.resolve(NAME), log);
        if (!Files.isRegularFile(folder.resolve(NAME))) {
            throw new PackageException("The training run produced no " + NAME + ":\n" + Files.readString(log));
        }
        Files.delete(java.classList());
    }
}
