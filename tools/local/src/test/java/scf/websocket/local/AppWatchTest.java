package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A rebuilt jar is copied once it is complete, and loaded by the gateway once. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links, as --watch itself")
class AppWatchTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Deque<String> problems = new ArrayDeque<>();

    /** The target of the link at each reload. */
    private final List<String> reloads = new ArrayList<>();

    private Path jar = Path.of("");
    private Path link = Path.of("");
    private AppWatch watch;

    @BeforeEach
    void startWithAJar() throws Exception {
        jar = folder.resolve("functions.jar");
        write(1);
        AppCopies copies = new AppCopies(folder.resolve("app"));
        link = AppCopies.link(folder.resolve("app"));
        FileState running = FileState.of(jar);
        copies.use(jar);
        watch = new AppWatch(
                jar,
                running,
                copies,
                () -> {
                    reloads.add(running());
                    return Optional.ofNullable(problems.poll());
                },
                new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), Phrases.english()));
    }

    @Test
    void anUnchangedJarIsNotReloaded() throws Exception {
        look(5);

        assertThat(reloads).isEmpty();
        assertThat(running()).isEqualTo("build 1");
    }

    @Test
    void aRebuiltJarIsLoadedOnceTwoChecksFindItUnchanged() throws Exception {
        write(2);
        look(1);
        assertThat(reloads).isEmpty();
        write(33);
        look(1);
        assertThat(reloads).isEmpty();

        look(5);

        assertThat(reloads).containsExactly("build 33");
        assertThat(said()).containsExactly("  the application is loaded anew");
    }

    @Test
    void aJarThatFailsToLoadLeavesThePreviousOne() throws Exception {
        problems.add("its constructor failed");
        write(22);
        look(5);

        assertThat(said()).containsExactly("  the application stays as it was: its constructor failed");
        assertThat(running()).isEqualTo("build 1");

        write(333);
        look(5);
        assertThat(running()).isEqualTo("build 333");
        assertThat(reloads).containsExactly("build 22", "build 333");
    }

    @Test
    void awaitsATemporarilyMissingJar() throws Exception {
        Files.delete(jar);
        look(30);
        assertThat(said()).isEmpty();

        write(22);
        look(2);
        assertThat(running()).isEqualTo("build 22");
    }

    @Test
    void aPausedBuildIsNotReportedAndABrokenJarIsReportedOnce() throws Exception {
        Files.writeString(jar, "half a jar");
        look(5);
        assertThat(said()).isEmpty();

        look(30);

        assertThat(said()).singleElement().asString().startsWith("  the application stays as it was: --app: ");
        assertThat(running()).isEqualTo("build 1");
        assertThat(reloads).isEmpty();
    }

    @Test
    void aHalfOverwrittenJarIsNotLoaded() throws Exception {
        write(5000);
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.write(new byte[40]);
        }

        look(5);

        assertThat(reloads).isEmpty();
        assertThat(said()).isEmpty();
        assertThat(running()).isEqualTo("build 1");
    }

    @Test
    void unusedCopiesAreDeleted() throws Exception {
        for (int build = 10; build < 15; build++) {
            write(build * build * build);
            look(2);
        }
        try (Stream<Path> files = Files.list(link.getParent())) {
            assertThat(files).hasSize(2);
        }
        assertThat(reloads).hasSize(5);
    }

    private void look(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            watch.poll();
        }
    }

    private List<String> said() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String running() {
        try (var file = new ZipFile(link.toFile())) {
            return file.getComment();
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }

    /** @param build also determines the size, because the modification time alone may not change */
    private void write(int build) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.setComment("build " + build);
            for (String kind : StackFiles.KINDS) {
                entries.putNextEntry(new ZipEntry(AppJar.handlerClass(kind).replace('.', '/') + ".class"));
            }
            entries.putNextEntry(new ZipEntry("content"));
            entries.write(new byte[build]);
        }
    }
}
