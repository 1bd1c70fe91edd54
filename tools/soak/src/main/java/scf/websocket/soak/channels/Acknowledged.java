package scf.websocket.soak.channels;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The publications whose publishers were told that they are stored. Thread-safe. */
final class Acknowledged {
    private final Map<String, Queue<String>> texts = new ConcurrentHashMap<>();

    void add(String channel, String text) {
        texts.computeIfAbsent(channel, unused -> new ConcurrentLinkedQueue<>()).add(text);
    }

    List<String> in(String channel) {
        return List.copyOf(texts.getOrDefault(channel, new ConcurrentLinkedQueue<>()));
    }
}
