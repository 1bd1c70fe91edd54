package scf.websocket.gateway.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Remembers nothing. */
final class NoJournal implements ConnectionJournal {
    static final NoJournal INSTANCE = new NoJournal();

    private static final CompletionStage<Boolean> DONE = CompletableFuture.completedStage(true);

    private NoJournal() {}

    @Override
    public CompletionStage<Boolean> opened(OpenConnection connection) {
        return DONE;
    }

    @Override
    public void closed(String connectionId) {}

    @Override
    public List<OpenConnection> leftOpen() {
        return List.of();
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {}
}
