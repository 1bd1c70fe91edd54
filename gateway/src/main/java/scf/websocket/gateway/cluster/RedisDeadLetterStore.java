package scf.websocket.gateway.cluster;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ValueScanCursor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.deadletter.DeadLetterStore;

/** A set in Redis that all nodes share: whichever of them gives a cleanup up, any may run it again. */
final class RedisDeadLetterStore implements DeadLetterStore {
    private static final int BATCH = 500;

    private final RedisLink link;

    RedisDeadLetterStore(RedisLink link) {
        this.link = link;
    }

    @Override
    public List<DeadLetter> read() throws IOException {
        try {
            Set<String> lines = new TreeSet<>();
            ScanCursor cursor = ScanCursor.INITIAL;
            do {
                ValueScanCursor<String> page = link.scan(link.keys().deadLetters(), cursor);
                lines.addAll(page.getValues());
                cursor = page;
            } while (!cursor.isFinished());
            // A line that cannot be read is not ours, and stays.
            return lines.stream()
                    .flatMap(line -> DeadLetter.parse(line).stream())
                    .toList();
        } catch (RedisException e) {
            throw new IOException("Redis: " + RedisFault.explain(e), e);
        }
    }

    @Override
    public void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) throws IOException {
        try {
            inBatches(added, link::add);
            inBatches(removed, link::remove);
        } catch (RedisException e) {
            throw new IOException("Redis: " + RedisFault.explain(e), e);
        }
    }

    private void inBatches(Collection<DeadLetter> letters, BiConsumer<String, Collection<String>> command) {
        List<String> lines = letters.stream().map(DeadLetter::line).toList();
        for (int from = 0; from < lines.size(); from += BATCH) {
            command.accept(link.keys().deadLetters(), lines.subList(from, Math.min(lines.size(), from + BATCH)));
        }
    }
}
