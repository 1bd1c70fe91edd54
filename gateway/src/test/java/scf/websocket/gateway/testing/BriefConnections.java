package scf.websocket.gateway.testing;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import scf.websocket.testing.process.Await;

/** Short connections: each client connects through the load balancer and closes immediately. */
public final class BriefConnections {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ReadinessBalancer balancer;
    private final Queue<String> violations;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private volatile boolean ended;

    /** @param violations collects the failed handshakes */
    public BriefConnections(ReadinessBalancer balancer, Queue<String> violations) {
        this.balancer = balancer;
        this.violations = violations;
    }

    /** Starts the next connection. */
    public void next() {
        if (ended) {
            return;
        }
        started.incrementAndGet();
        HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(15))
                .buildAsync(balancer.next().uri(), new WebSocket.Listener() {})
                .whenComplete((socket, failure) -> {
                    if (failure != null) {
                        violations.add("a handshake failed: " + failure);
                    } else {
                        socket.sendClose(1000, "");
                    }
                    completed.incrementAndGet();
                });
    }

    /** Starts no further connections and waits until all handshakes are decided. */
    public void end() {
        ended = true;
        Await.until("all handshakes are decided", () -> completed.get() == started.get());
    }

    public int count() {
        return started.get();
    }
}
