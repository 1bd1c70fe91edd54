package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.testing.process.Await;

class CleanupTest {
    @TempDir
    Path journal;

    @Test
    void aDeadClientIsCleanedUpWithinPingAndPongAndOneInvocation() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.connections.ping = 1;
                    options.connections.pong = 1;
                });
                RawClient dead = gateway.raw().handshake("/release/websocket")) {
            assertThat(dead.readHttp()).startsWith("HTTP/1.1 101");
            long start = System.nanoTime();
            Await.until("cleanup", () -> !gateway.functions.cleanups().isEmpty());
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
            assertThat(gateway.functions.cleanups().get(0).path("websocket").toString())
                    .isEqualTo("{\"action\":\"closing\",\"secConnectionID\":\"" + gateway.id(0)
                            + "\",\"cause\":\"ping-timeout\"}");
        }
    }

    @Test
    void retriesACleanupWhoseStoreIsDown() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            AtomicBoolean down = new AtomicBoolean(true);
            gateway.functions.onCleanup(event -> down.getAndSet(false)
                    ? Reply.json("{\"errNo\":201,\"errMsg\":\"connection store unavailable\"}")
                    : Reply.ok());
            gateway.connect().close(1000, "");
            Await.until("second call", () -> gateway.functions.cleanups().size() == 2);
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_cleanups_retried_total 1.0")
                    .contains("gateway_events_seconds_count{kind=\"cleanup\",outcome=\"failed\"} 1");
        }
    }

    @Test
    void doesNotRetryACleanupThatEchoesOrRejectsTheEvent() {
        try (GatewayFixture gateway = GatewayFixture.start()) {
            AtomicInteger calls = new AtomicInteger();
            gateway.functions.onCleanup(event -> Reply.json(
                    calls.getAndIncrement() == 0 ? event.toString() : "{\"errNo\":404,\"errMsg\":\"unknown\"}"));
            gateway.connect().close(1000, "");
            gateway.connect().close(1000, "");
            Await.until("both", () -> gateway.get("/metrics").body().contains("gateway_cleanups_pending 0.0"));
            Await.until("both", () -> gateway.functions.cleanups().size() == 2);
            assertThat(gateway.get("/metrics").body()).contains("gateway_cleanups_retried_total 0.0");
        }
    }

    @Test
    void aMassDisconnectRunsNoMoreCleanupsThanTheBound() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.journal.cleanupConcurrency = 4)) {
            gateway.functions.onCleanup(event -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                running.decrementAndGet();
                return Reply.ok();
            });
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clients.add(gateway.raw().handshake("/release/websocket"));
            }
            clients.forEach(client -> assertThat(client.readHttp()).startsWith("HTTP/1.1 101"));
            clients.forEach(RawClient::close);
            Await.until("all cleaned up", () -> gateway.functions.cleanups().size() == 100);
            assertThat(most.get()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void retriesAndCountsAFailedCleanupUntilItSucceeds() {
        AtomicBoolean down = new AtomicBoolean(true);
        try (GatewayFixture gateway = GatewayFixture.start()) {
            gateway.functions.onCleanup(event -> down.get() ? new Reply(500, "") : Reply.ok());
            gateway.connect().close();
            Await.until("two attempts", () -> gateway.functions.cleanups().size() >= 2);
            down.set(false);
            Await.until("none pending", () -> gateway.get("/metrics").body().contains("gateway_cleanups_pending 0.0"));
            assertThat(gateway.get("/metrics").body()).containsPattern("gateway_cleanups_retried_total [1-9]");
            int attempts = gateway.functions.cleanups().size();
            assertThat(gateway.functions.cleanups()).hasSize(attempts);
        }
    }

    @Test
    void aRefusedClientLeavesNothingInTheJournal() {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.journal.journal = journal)) {
            gateway.functions.onRegister(event -> Reply.json("{\"errNo\":7,\"errMsg\":\"no\"}"));
            assertThat(gateway.raw().handshake("/release/websocket").readHttp()).startsWith("HTTP/1.1 403");
            Await.until("journal empty", () -> gateway.get("/metrics").body().contains("gateway_journal_open 0.0"));
            assertThat(gateway.functions.cleanups()).isEmpty();
        }
    }

    @Test
    void theJournalHoldsTheConnectionBeforeRegisterRuns() {
        AtomicBoolean recorded = new AtomicBoolean();
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.journal.journal = journal)) {
            gateway.functions.onRegister(event -> {
                recorded.set(gateway.get("/metrics").body().contains("gateway_journal_open 1.0"));
                return Reply.ok();
            });
            gateway.connect().close();
            assertThat(recorded).isTrue();
        }
    }
}
