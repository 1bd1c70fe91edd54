package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.JournalSync;
import scf.websocket.gateway.journal.OpenConnection;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.testing.process.Await;

/** No row remains for a failed handshake, and no record is removed before its row. */
class OverrunTest {
    @TempDir
    Path folder;

    private static String id(JsonNode event) {
        return event.path("websocket").path("secConnectionID").textValue();
    }

    @Test
    void aRegisterThatStoresAfterItsTimeLimitLeavesNoRow() {
        Gate late = new Gate();
        Set<String> rows = ConcurrentHashMap.newKeySet();
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
                    options.functions.registerTimeout = 1;
                    options.journal.functionOverrun = 1;
                    options.journal.journal = folder;
                });
                RawClient client = gateway.raw()) {
            gateway.functions.onRegister(event -> {
                late.pass();
                rows.add(id(event));
                return Reply.ok();
            });
            gateway.functions.onCleanup(event -> {
                rows.remove(id(event));
                return Reply.ok();
            });
            assertThat(client.handshake("/release/websocket").readHttp()).startsWith("HTTP/1.1 504 ");
            Await.until("first cleanup", () -> gateway.functions.cleanups().size() == 1);
            Await.until("late", () -> gateway.get("/metrics").body().contains("gateway_cleanups_late 1.0"));
            assertThat(gateway.get("/metrics").body()).contains("gateway_journal_open 1.0");
            late.open();
            Await.until("stored", () -> rows.size() == 1);
            Await.until("the row is deleted again", rows::isEmpty);
            Await.until("forgotten", () -> gateway.get("/metrics").body().contains("gateway_journal_open 0.0"));
            assertThat(gateway.functions.cleanups()).hasSize(2);
        }
    }

    private static String route(String apiId, GatewayFixture gateway) {
        return route(apiId, gateway.functions.url("register"), gateway.functions.url("cleanup"));
    }

    private static String route(String apiId, String register, String cleanup) {
        return "{\"path\":\"/release/" + apiId + "\",\"api-id\":\"" + apiId + "\",\"register\":\"" + register
                + "\",\"transmission\":\"" + register + "\",\"cleanup\":\"" + cleanup + "\"}";
    }

    @Test
    void aConnectionOfARemovedRouteWaitsInTheJournalForTheRoute() throws IOException {
        try (FileJournal journal = FileJournal.open(folder, JournalSync.OS)) {
            assertThat(journal.opened(new OpenConnection("AAECAwQFBgcICQoLDA0ODxAREhMUFRYX", "api-b"))
                            .toCompletableFuture()
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .isTrue();
        }
        Path routes = folder.resolve("routes.json");
        Files.writeString(
                routes, "{\"routes\":[" + route("api-a", "http://127.0.0.1:1/", "http://127.0.0.1:1/") + "]}");
        try (GatewayFixture gateway = GatewayFixture.start(options -> {
            options.invocations.routes = routes;
            options.journal.journal = folder;
        })) {
            assertThat(gateway.get("/metrics").body())
                    .contains("gateway_journal_unknown_api 1.0")
                    .contains("gateway_journal_open 1.0");
            Files.writeString(routes, "{\"routes\":[" + route("api-a", gateway) + "," + route("api-b", gateway) + "]}");
            gateway.gateway.reload();
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
            Await.until("forgotten", () -> gateway.get("/metrics").body().contains("gateway_journal_open 0.0"));
            assertThat(gateway.get("/metrics").body()).contains("gateway_journal_unknown_api 0.0");
        }
    }
}
