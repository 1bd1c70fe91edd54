package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.RawClient;

/** One stalled client among many must not delay the others; {@link BroadcastProof} has a thousand. */
class BroadcastIT {
    private static final String TEXT = "x".repeat(100);

    /** A frame of less than 126 bytes: two bytes before the text. */
    private static final int FRAME = 2 + TEXT.length();

    int clients() {
        return 299;
    }

    int rounds() {
        return 30;
    }

    @Test
    void aStalledClientDoesNotRaiseTheMedian() {
        List<RawClient> clients = new ArrayList<>();
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.connections.sendQueue = 256 << 20;
                    options.connections.maxMessage = 4 << 20;
                });
                RawClient stalled = gateway.raw().handshake("/release/websocket")) {
            assertThat(stalled.readHttp()).startsWith("HTTP/1.1 101");
            for (int i = 0; i < clients(); i++) {
                clients.add(gateway.raw().handshake("/release/websocket"));
                if (i % 50 == 49 || i == clients() - 1) {
                    clients.subList(i / 50 * 50, i + 1)
                            .forEach(client -> assertThat(client.readHttp()).startsWith("HTTP/1.1 101"));
                }
            }
            for (int i = 0; i < 8; i++) {
                // More than the kernel buffers hold, so that every further frame is queued.
                assertThat(gateway.sendText(gateway.id(0), "y".repeat(4 << 20)).statusCode())
                        .isEqualTo(200);
            }
            compare(gateway, clients);
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    private void compare(GatewayFixture gateway, List<RawClient> clients) {
        List<String> healthy = new ArrayList<>();
        for (int i = 1; i <= clients(); i++) {
            healthy.add(gateway.id(i));
        }
        List<String> all = new ArrayList<>(healthy);
        all.add(0, gateway.id(0));
        List<Long> with = new ArrayList<>();
        List<Long> without = new ArrayList<>();
        for (int round = 0; round < rounds(); round++) {
            // Alternately, so that other load on the machine affects both alike.
            long a = broadcast(gateway, healthy, clients);
            long b = broadcast(gateway, all, clients);
            if (round >= rounds() / 3) {
                without.add(a);
                with.add(b);
            }
        }
        double ratio = (double) median(with) / median(without);
        System.out.printf(
                "broadcast to %d clients, until the last has it: median %.1f ms, with a stalled one among them %.1f ms%n",
                clients(), median(without) / 1e6, median(with) / 1e6);
        assertThat(ratio)
                .as("a stall would slow the broadcast tens of times; a small factor is noise from concurrent tests")
                .isLessThan(5);
    }

    private static long broadcast(GatewayFixture gateway, List<String> ids, List<RawClient> clients) {
        String body = "{\"websocket\":{\"action\":\"data send\",\"dataType\":\"text\",\"data\":\"" + TEXT
                + "\",\"secConnectionIDs\":[\"" + String.join("\",\"", ids) + "\"]}}";
        long start = System.nanoTime();
        assertThat(gateway.push(body).body()).endsWith("\"gone\":[],\"failed\":[]}");
        for (RawClient client : clients) {
            assertThat(client.readBytes(FRAME)).hasSize(FRAME);
        }
        return System.nanoTime() - start;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
