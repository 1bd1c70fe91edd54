package scf.websocket.gateway.deadletter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.journal.DamagedFiles;
import scf.websocket.gateway.journal.PrivateFiles;

/**
 * Keeps dead letters in a file in the journal's directory, whose lock excludes other processes. The file is small and
 * rarely changes, so each change rewrites it atomically: a crash leaves either the old or the new one.
 */
public final class FileDeadLetterStore implements DeadLetterStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileDeadLetterStore.class);

    private final Path file;
    private @Nullable Set<DeadLetter> letters;

    /** @param folder the directory of the journal */
    public FileDeadLetterStore(Path folder) {
        this.file = folder.resolve("dead-letters");
    }

    @Override
    public List<DeadLetter> read() throws IOException {
        return List.copyOf(letters());
    }

    private Set<DeadLetter> letters() throws IOException {
        Set<DeadLetter> known = letters;
        if (known == null) {
            known = Files.exists(file) ? load() : new LinkedHashSet<>();
            letters = known;
        }
        return known;
    }

    private Set<DeadLetter> load() throws IOException {
        Set<DeadLetter> found = new LinkedHashSet<>();
        int damaged = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            damaged += DeadLetter.parse(line).map(found::add).isPresent() ? 0 : 1;
        }
        if (damaged > 0) {
            LOG.error(
                    "{} damaged lines in the dead-letter list; {}",
                    damaged,
                    DamagedFiles.keep(file)
                            .map(copy -> "the file is kept as " + copy)
                            .orElse("the file could not be kept"));
        }
        return found;
    }

    @Override
    public void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) throws IOException {
        Set<DeadLetter> changed = new LinkedHashSet<>(letters());
        changed.addAll(added);
        changed.removeAll(Set.copyOf(removed));
        write(changed);
        letters = changed;
    }

    private void write(Set<DeadLetter> all) throws IOException {
        StringBuilder text = new StringBuilder();
        all.forEach(letter -> text.append(letter.line()).append('\n'));
        PrivateFiles.rewrite(file, text.toString());
    }
}
