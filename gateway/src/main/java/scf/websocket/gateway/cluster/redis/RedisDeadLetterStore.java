package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ValueScanCursor;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.deadletter.DeadLetter;
import scf.websocket.gateway.deadletter.DeadLetterStore;
import scf.websocket.gateway.redis.RedisFault;

/**
 * Stores dead letters in a Redis set shared by all nodes, so that any node can replay them. If Redis loses its data,
 * this node rewrites what it has read before.
 */
final class RedisDeadLetterStore implements DeadLetterStore {
    private static final Logger LOG = LoggerFactory.getLogger(RedisDeadLetterStore.class);
    private static final int BATCH = 500;

    private final RedisLink link;

    /** The epoch of Redis in which {@link #known} was read. */
    private String epoch = "";

    private Set<String> known = new TreeSet<>();

    RedisDeadLetterStore(RedisLink link) {
        this.link = link;
    }

    @Override
    public List<DeadLetter> read() throws IOException {
        try {
            String before = epoch();
            Set<String> lines = lines();
            // A missing or changed epoch means that Redis is losing its data right now.
            if (!before.isEmpty() && before.equals(epoch())) {
                restore(lines, before);
            }
            // Ignore unreadable lines, but keep them in the set.
            return lines.stream()
                    .flatMap(line -> DeadLetter.parse(line).stream())
                    .toList();
        } catch (RedisException e) {
            throw new IOException("Redis: " + RedisFault.explain(e), e);
        }
    }

    private String epoch() {
        String present =
                link.ask(link.keys().epoch(), redis -> redis.get(link.keys().epoch()));
        return present == null ? "" : present;
    }

    private Set<String> lines() {
        Set<String> lines = new TreeSet<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ValueScanCursor<String> page = link.scan(link.keys().deadLetters(), cursor);
            lines.addAll(page.getValues());
            cursor = page;
        } while (!cursor.isFinished());
        return lines;
    }

    private void restore(Set<String> lines, String present) {
        if (!epoch.isEmpty() && !epoch.equals(present)) {
            List<String> lost =
                    known.stream().filter(line -> !lines.contains(line)).toList();
            if (!lost.isEmpty()) {
                LOG.warn("Redis has lost its data: rewriting {} dead letters", lost.size());
                inBatches(lost, link::add);
                lines.addAll(lost);
            }
        }
        epoch = present;
        known = new TreeSet<>(lines);
    }

    @Override
    public void change(Collection<DeadLetter> added, Collection<DeadLetter> removed) throws IOException {
        try {
            inBatches(lines(added), link::add);
            known.addAll(lines(added));
            known.removeAll(lines(removed));
            inBatches(lines(removed), link::remove);
        } catch (RedisException e) {
            throw new IOException("Redis: " + RedisFault.explain(e), e);
        }
    }

    private static List<String> lines(Collection<DeadLetter> letters) {
        return letters.stream().map(DeadLetter::line).toList();
    }

    private void inBatches(List<String> lines, BiConsumer<String, Collection<String>> command) {
        for (int from = 0; from < lines.size(); from += BATCH) {
            command.accept(link.keys().deadLetters(), lines.subList(from, Math.min(lines.size(), from + BATCH)));
        }
    }
}
