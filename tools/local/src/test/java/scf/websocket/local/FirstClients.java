package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients connect as soon as the gateway is ready, while all but one instance of each function are cold. */
final class FirstClients {
    private static final int CLIENTS = 50;

    private FirstClients() {}

    static void noneOfTheFirstFiftyIsRefused() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        // The default time-outs, not the longer ones that other tests use on a busy build machine.
        try (RunningGateway gateway =
                RunningGateway.start(Map.of("DB_CONNECT_TIMEOUT_MILLIS", "1500", "DB_QUERY_TIMEOUT_MILLIS", "1000"))) {
            CountDownLatch now = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                answers.add(clients.submit(() -> {
                    now.await();
                    Handshake handshake = Handshake.send(gateway.webSocket());
                    return handshake.status() + " " + (handshake.status() == 101 ? "" : handshake.answer());
                }));
            }
            now.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).startsWith("101");
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
