package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code ./run --app target/functions.jar --watch} with the live log, built as a separate project. */
class RunAppIT {
    private static final String SOURCE = "src/main/java/com/example/livelog/LiveLog.java";
    private static final String CLASS = "com/example/livelog/LiveLog.class";

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "--watch needs signals")
    void reloadsEachNewBuildAndKeepsItsClients() throws Exception {
        Path jar = Files.copy(LiveLogJarIT.JAR, folder.resolve("functions.jar"));
        // Invoked as documented: from the application's directory.
        String relative =
                Path.of("").toAbsolutePath().relativize(jar.toAbsolutePath()).toString();
        try (LocalStack stack = LocalStack.start("live-log", "--app", relative, "--watch")) {
            stack.awaitPrinted("Ctrl-C stops everything");
            try (Client writer = new Client(stack.webSocket());
                    Client reader = new Client(stack.webSocket())) {
                writer.send("disk full");
                assertThat(reader.next()).isEqualTo("disk full");
                assertThat(writer.next()).isEqualTo("read by 1");

                replace(jar, rebuilt(jar, "read by ", "seen by "));
                stack.awaitPrinted("the application is loaded anew");
                writer.send("disk empty");
                assertThat(reader.next()).isEqualTo("disk empty");
                assertThat(writer.next()).isEqualTo("seen by 1");

                replace(jar, rebuilt(jar, "public final class", "final class"));
                stack.awaitPrinted("the application stays as it was");
                writer.send("still there");
                assertThat(reader.next()).isEqualTo("still there");
                assertThat(writer.next()).isEqualTo("seen by 1");
            }
            assertThat(stack.printed()).contains("names a class that cannot be made: it should be public");
            linesComeInByHttp(stack);
        }
    }

    /** Tests the page with its server. */
    private static void linesComeInByHttp(LocalStack stack) throws Exception {
        try (LogServer server = LogServer.start(stack.webSocket());
                Client reader = new Client(stack.webSocket())) {
            assertThat(server.get()).contains("new WebSocket(\"" + stack.webSocket() + "\")");
            assertThat(server.post("disk full\nnight 夜\n")).isEqualTo("2 lines\n");
            assertThat(reader.next()).isEqualTo("disk full");
            assertThat(reader.next()).isEqualTo("night 夜");
        }
    }

    @Test
    void reportsAnInvalidJarInOneLine() throws Exception {
        try (LocalStack stack = LocalStack.start("missing", "--app", "target/no such/functions.jar")) {
            assertThat(stack.exitCode()).isEqualTo(2);
            assertThat(stack.printed().lines())
                    .singleElement()
                    .asString()
                    .startsWith("--app: there is no file ")
                    .contains("no such");
        }
    }

    /** Rebuilds the jar with a change in the application's source. */
    private Path rebuilt(Path jar, String before, String after) throws Exception {
        Path project = LiveLogJarIT.JAR.getParent().getParent();
        String code = Files.readString(project.resolve(SOURCE));
        assertThat(code).contains(before);
        Path source = Files.createDirectories(folder.resolve("changed")).resolve("LiveLog.java");
        Files.writeString(source, code.replace(before, after));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "11",
                        "-cp",
                        jar.toString(),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(failed).isZero();
        Path copy = Files.copy(jar, folder.resolve("rebuilt.jar"), StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + copy.toUri()), Map.of())) {
            Files.copy(folder.resolve(CLASS), zip.getPath(CLASS), StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /** Overwrites the file in place, as a build does. */
    private static void replace(Path jar, Path by) throws Exception {
        Files.write(jar, Files.readAllBytes(by));
    }
}
