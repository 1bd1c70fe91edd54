package scf.websocket.gateway.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.Failures;

/**
 * Remembers since when the APIs of waiting journaled connections have been missing. Kept in a file next to the journal,
 * so that a restart does not reset the wait. Thread-safe.
 */
public final class UnknownApis {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownApis.class);
    private static final int FIELDS = 2;

    private final @Nullable Path file;

    /** Seconds since the epoch, by API. */
    private final Map<String, Long> since = new ConcurrentHashMap<>();

    private UnknownApis(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Reads the file. A damaged entry starts its wait again.
     *
     * @param folder the directory of the journal; null for none
     */
    public static UnknownApis open(@Nullable Path folder) {
        UnknownApis apis = new UnknownApis(folder == null ? null : folder.resolve("unknown-apis"));
        apis.read();
        return apis;
    }

    private void read() {
        if (file == null || !Files.exists(file)) {
            return;
        }
        try {
            Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(this::read);
        } catch (IOException e) {
            LOG.warn(
                    "cannot read {}: connections whose APIs are not routes start their wait again: {}",
                    file,
                    Failures.line(e));
        }
    }

    private void read(String line) {
        CheckSum.text(line).map(text -> text.split(" ", -1)).ifPresent(fields -> {
            if (fields.length == FIELDS) {
                since.put(fields[0], Long.parseLong(fields[1]));
            }
        });
    }

    /** Returns since when an API has been missing; now if that is new. */
    public long since(String apiId, long epochSecond) {
        return since.computeIfAbsent(apiId, api -> epochSecond);
    }

    /** Sets the missing APIs; forgets all others. Blocks for the disk. */
    public synchronized void missing(Collection<String> apiIds, long epochSecond) {
        Map<String, Long> before = Map.copyOf(since);
        since.keySet().retainAll(apiIds);
        apiIds.forEach(apiId -> since(apiId, epochSecond));
        if (file != null && !since.equals(before)) {
            write(file);
        }
    }

    private void write(Path to) {
        StringBuilder text = new StringBuilder();
        since.forEach((apiId, second) ->
                text.append(CheckSum.line(apiId + " " + second)).append('\n'));
        try {
            PrivateFiles.rewrite(to, text.toString());
        } catch (IOException e) {
            LOG.warn(
                    "cannot write {}: after a restart, connections whose APIs are not routes start their wait again: {}",
                    to,
                    Failures.line(e));
        }
    }
}
