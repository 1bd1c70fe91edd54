package scf.websocket.soak.storm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The phase of the storm, and the clients with an open socket. Thread-safe. */
final class Phase {
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch calm = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    boolean storming() {
        return calm.getCount() > 0;
    }

    boolean settling() {
        return !storming() && !over();
    }

    boolean over() {
        return over.getCount() == 0;
    }

    void settle() {
        calm.countDown();
    }

    void finish() {
        over.countDown();
    }

    void awaitOver(int millis) {
        try {
            over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void opened(String name) {
        open.add(name);
    }

    void closed(String name) {
        open.remove(name);
    }

    Set<String> open() {
        return Set.copyOf(open);
    }
}
