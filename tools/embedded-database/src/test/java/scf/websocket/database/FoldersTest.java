package scf.websocket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoldersTest {
    @TempDir
    private Path root;

    @Test
    void aFolderIsMadeOnceByAllThreads() throws Exception {
        Path folder = root.resolve("made");
        AtomicInteger made = new AtomicInteger();
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> makeOnce(folder, partial -> {
                            made.incrementAndGet();
                            Files.writeString(partial.resolve("file"), "text");
                        })))
                        .toArray(CompletableFuture<?>[]::new))
                .get();
        assertThat(made).hasValue(1);
        assertThat(folder.resolve("file")).hasContent("text");
    }

    private static void makeOnce(Path folder, Folders.Filling filling) {
        try {
            Folders.makeOnce(folder, filling);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFolderThatCouldNotBeFilledIsMadeAnew() throws Exception {
        Path folder = root.resolve("made");
        assertThatThrownBy(() -> Folders.makeOnce(folder, partial -> {
                    Files.writeString(partial.resolve("half"), "");
                    throw new IOException("no space");
                }))
                .hasMessage("no space");
        assertThat(folder).doesNotExist();

        Folders.makeOnce(folder, partial -> Files.writeString(partial.resolve("file"), "text"));
        assertThat(folder.resolve("half")).doesNotExist();
        assertThat(folder.resolve("file")).hasContent("text");
    }

    @Test
    void aCopyHasAllFiles() throws Exception {
        Path from = Files.createDirectories(root.resolve("from"));
        Files.writeString(Files.createDirectories(from.resolve("a/b")).resolve("file"), "text");
        Folders.copy(from, root.resolve("to"));
        assertThat(root.resolve("to/a/b/file")).hasContent("text");
    }
}
