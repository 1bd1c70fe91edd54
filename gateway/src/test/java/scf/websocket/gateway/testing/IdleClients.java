package scf.websocket.gateway.testing;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Many idle clients. */
public final class IdleClients implements AutoCloseable {
    private static final int CONCURRENCY = 32;

    private final Queue<RawClient> clients = new ConcurrentLinkedQueue<>();

    /** Connects the clients with bounded concurrency, and waits for their 101. */
    public IdleClients(int port, int count) {
        ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
        try {
            CompletableFuture.allOf(IntStream.range(0, count)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> connect(port), threads))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
    }

    private void connect(int port) {
        RawClient client = new RawClient(port).handshake("/release/websocket");
        clients.add(client);
        String answer = client.readHttp();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(answer);
        }
    }

    public Queue<RawClient> clients() {
        return clients;
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
    }
}
