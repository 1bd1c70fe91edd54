package scf.websocket.bench.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import scf.websocket.bench.AcceptingFunctions;
import scf.websocket.bench.LoopbackServer;

/**
 * Register, transmission and cleanup that only answer {@code errNo} 0, so that the gateway alone is measured. They count open connections
 * and pass the text of messages on. Thread-safe.
 */
final class EmptyFunctions implements AutoCloseable {
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> messages = text -> {};
    private final LoopbackServer server = new LoopbackServer(new AcceptingFunctions((path, event, answer) -> {
        note(path, event);
        answer.run();
    }));

    private void note(String path, String event) {
        switch (path) {
            case "/register" -> open.add(field(event, "secConnectionID"));
            case "/cleanup" -> open.remove(field(event, "secConnectionID"));
            default -> messages.accept(field(event, "data"));
        }
    }

    int port() {
        return server.port();
    }

    /** The ids that were registered and not cleaned up. */
    List<String> open() {
        return new ArrayList<>(open);
    }

    int openCount() {
        return open.size();
    }

    /** @param messages gets the text of each message before its event is answered; must not block */
    void onMessage(Consumer<String> messages) {
        this.messages = messages;
    }

    @Override
    public void close() {
        server.close();
    }

    /** The value of a text field that holds nothing that JSON escapes. */
    static String field(String event, String name) {
        String start = "\"" + name + "\":\"";
        int from = event.indexOf(start) + start.length();
        return event.substring(from, event.indexOf('"', from));
    }
}
