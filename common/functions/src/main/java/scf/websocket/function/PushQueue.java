package scf.websocket.function;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import scf.websocket.event.ExtensionFields;

/** The pushes that wait for the answer of one event, in order; bounded. Not thread-safe. */
final class PushQueue {
    /**
     * The maximum size in an answer, where quotes and backslashes are escaped once more. SCF allows 6 MB for an answer,
     * and so does the gateway; a runtime may escape characters that we do not.
     */
    static final int MAX_BYTES = 2 << 20;

    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final List<Runnable> posts = new ArrayList<>();
    private long bytes;

    /**
     * Adds a push. If the queue would exceed its bounds, posts what it holds; if the push alone would, posts it, too.
     *
     * @param push the JSON of the push
     * @param post posts the same push
     */
    void add(byte[] push, Runnable post) {
        if (!offer(push, post)) {
            flush();
            if (!offer(push, post)) {
                post.run();
            }
        }
    }

    private boolean offer(byte[] push, Runnable post) {
        long size = sizeInString(push) + 1;
        if (posts.size() == ExtensionFields.MAX_PUSHES || bytes + size > MAX_BYTES) {
            return false;
        }
        if (!posts.isEmpty()) {
            json.write(',');
        }
        json.write(push, 0, push.length);
        posts.add(post);
        bytes += size;
        return true;
    }

    private static long sizeInString(byte[] push) {
        long size = push.length;
        for (byte b : push) {
            size += b == '"' || b == '\\' ? 1 : 0;
        }
        return size;
    }

    int size() {
        return posts.size();
    }

    /** Returns the pushes as the elements of a JSON list. */
    String json() {
        return json.toString(StandardCharsets.UTF_8);
    }

    /** Posts all pushes in order and removes them. */
    void flush() {
        List<Runnable> pending = new ArrayList<>(posts);
        clear();
        pending.forEach(Runnable::run);
    }

    private void clear() {
        posts.clear();
        json.reset();
        bytes = 0;
    }
}
