package scf.websocket.connection.cos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.ConnectionStoreContract;
import scf.websocket.event.ConnectionId;
import scf.websocket.testing.cos.CosServer;

class CosConnectionStoreTest extends ConnectionStoreContract {
    @AutoClose
    private final CosServer cos = new CosServer(clock);

    private final Map<String, String> environment = cos.environment(Map.of("COS_TIMEOUT_MILLIS", "20000"));

    @AutoClose
    private final ConnectionStore store = CosConnectionStore.of(Settings.of(environment), environment::get);

    @Override
    protected ConnectionStore store() {
        return store;
    }

    @Override
    protected Duration resolution() {
        return Duration.ofSeconds(1);
    }

    @Test
    void storesIdsThatConsistOfSlashesAndDots() {
        cos.put("index.html");
        List<ConnectionId> ids = List.of(id("+"), id("/"), id("//"), id("=/=/"));
        ids.forEach(store::add);

        assertThat(store.page(null, 10)).isEqualTo(ids);
        assertThat(store.contains(id("/"))).isTrue();
        assertThat(cos.keys()).contains("connections/2f", "connections/2f2f", "index.html");
        ids.forEach(store::remove);
        assertThat(cos.keys()).containsExactly("index.html");
    }

    @Test
    void skipsObjectsThatAreNotConnections() {
        List.of("connections/", "connections/6", "connections/62.bak", "connections/20", "connectionz")
                .forEach(cos::put);
        store.add(id("a"));
        store.add(id("c"));
        clock.advance(Duration.ofHours(1));

        assertThat(store.count()).isEqualTo(2);
        assertThat(store.page(null, 2)).containsExactly(id("a"), id("c"));
        assertThat(store.page(null, 1)).containsExactly(id("a"));
        assertThat(store.removeStaleBefore(clock.instant(), 10)).isEqualTo(2);
        assertThat(cos.keys()).hasSize(5);
    }

    @Test
    void listsAThousandConnectionsPerRequest() {
        cos.put("connections/");
        ids(2500).forEach(id -> cos.add(id.value()));

        ConnectionId after = null;
        List<ConnectionId> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<ConnectionId> page = store.page(after, 1000);
            seen.addAll(page);
            after = page.get(page.size() - 1);
        }
        assertThat(seen).hasSize(2500).doesNotHaveDuplicates();
        // One more for the directory object that the console creates, which takes the place of a connection on the
        // first page.
        assertThat(cos.requests()).hasSize(4).allMatch(request -> request.startsWith("GET /?"));

        cos.forget();
        assertThat(store.count()).isEqualTo(2500);
        assertThat(cos.requests()).hasSize(3);
    }

    @Test
    void continuesAfterAListShorterThanRequested() {
        cos.longestList(7);
        ids(50).forEach(id -> cos.add(id.value()));

        assertThat(store.page(null, 30)).hasSize(30);
        assertThat(store.count()).isEqualTo(50);
        assertThat(store.removeAll(ids(50))).isEqualTo(50);
    }

    @Test
    void deletesAThousandConnectionsPerRequest() {
        ids(2500).forEach(id -> cos.add(id.value()));

        assertThat(store.removeAll(ids(2500))).isEqualTo(2500);
        assertThat(cos.keys()).isEmpty();
        assertThat(cos.requests()).hasSize(6);
        assertThat(cos.requests())
                .filteredOn(request -> request.equals("POST /?delete"))
                .hasSize(3);
    }

    @Test
    void countsTheConnectionsOfAPageWithOneRequest() {
        ids(2500).forEach(id -> cos.add(id.value()));
        List<ConnectionId> page = store.page(id("id-2"), 1000);
        cos.forget();

        assertThat(store.removeAll(List.of(page.get(3), page.get(700), id("id-20x"))))
                .isEqualTo(2);
        assertThat(cos.requests()).hasSize(2);
    }

    @Test
    void treatsAConnectionAsStaleASecondLateRatherThanEarly() {
        store.add(id("a"));

        assertThat(store.staleBefore(START.plusMillis(876), null, 10)).isEmpty();
        assertThat(store.staleBefore(START.plusMillis(877), null, 10)).containsExactly(id("a"));
    }

    @Test
    void touchesConnectionsConcurrently() {
        ids(300).forEach(id -> cos.add(id.value()));
        clock.advance(Duration.ofHours(1));
        List<ConnectionId> touched = new ArrayList<>(ids(200));
        touched.add(id("gone"));
        store.touch(touched);

        assertThat(store.staleBefore(clock.instant(), null, 1000)).hasSize(100);
        assertThat(store.count()).isEqualTo(300);
    }
}
