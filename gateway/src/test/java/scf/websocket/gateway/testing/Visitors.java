package scf.websocket.gateway.testing;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import scf.websocket.testing.process.Await;

/** New clients, one after another: each connects through the load balancer and leaves immediately. */
public final class Visitors {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ReadinessBalancer balancer;
    private final Queue<String> violations;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger decided = new AtomicInteger();
    private volatile boolean ended;

    /** @param violations gets each that is turned away */
    public Visitors(ReadinessBalancer balancer, Queue<String> violations) {
        this.balancer = balancer;
        this.violations = violations;
    }

    /** Begins a visit. */
    public void next() {
        if (ended) {
            return;
        }
        begun.incrementAndGet();
        HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(15))
                .buildAsync(balancer.next().uri(), new WebSocket.Listener() {})
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        violations.add("a visitor was turned away: " + failure);
                    } else {
                        socket.sendClose(1000, "");
                    }
                    decided.incrementAndGet();
                });
    }

    /** No more come; returns when those that came know whether they may. */
    public void end() {
        ended = true;
        Await.until("visitors", () -> decided.get() == begun.get());
    }

    public int count() {
        return begun.get();
    }
}
