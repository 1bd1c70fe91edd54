package scf.websocket.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.app.Hub;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.MutableClock;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;

class SweepFunctionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    /** The time at which connections are added; the sweep always runs at {@link #NOW}. */
    private final MutableClock added = new MutableClock(NOW);

    private final InMemoryConnectionStore store = new InMemoryConnectionStore(added);
    private final RecordingPush push = new RecordingPush();

    @Test
    void removesOnlyConnectionsThatTheGatewayReportsAsGone() {
        add(Duration.ofHours(2), "open", "gone");
        add(Duration.ofMinutes(1), "young");
        push.gone("gone").gone("young");
        SweepReply reply = sweep(SweepAges.asking(HOUR));

        assertThat(reply.getErrNo()).isZero();
        assertThat(reply.getAsked()).isEqualTo(2);
        assertThat(reply.getGone()).isEqualTo(1);
        assertThat(reply.getOpen()).isEqualTo(1);
        assertThat(store.ids()).containsExactly("open", "young");
        assertThat(push.count()).isZero();
    }

    @Test
    void theApplicationSweepsAfterTheConnections() {
        add(Duration.ofHours(2), "gone");
        push.gone("gone");
        List<String> left = new ArrayList<>();
        WebSocketApp app = new WebSocketApp() {
            @Override
            public void onSweep(Hub hub) {
                left.addAll(store.ids());
                left.add(hub.now().close(ConnectionId.of("open"), CloseReason.NORMAL) + "");
            }
        };
        SweepReply reply = new SweepFunction(app, store, push, SweepAges.asking(HOUR), Clock.fixed(NOW, ZoneOffset.UTC))
                .mainHandler(null, null);

        assertThat(reply.getGone()).isEqualTo(1);
        assertThat(left).containsExactly("DELIVERED");
    }

    @Test
    void anApplicationThatFailsDoesNotHideThatTheConnectionsWereSwept() {
        add(Duration.ofHours(2), "gone");
        push.gone("gone");
        WebSocketApp app = new WebSocketApp() {
            @Override
            public void onSweep(Hub hub) throws Exception {
                throw new Exception("a bug");
            }
        };
        SweepReply reply = new SweepFunction(app, store, push, SweepAges.asking(HOUR), Clock.fixed(NOW, ZoneOffset.UTC))
                .mainHandler(null, null);

        assertThat(reply.getErrNo()).isEqualTo(203);
        assertThat(store.ids()).isEmpty();
    }

    @Test
    void doesNotAskAgainAboutAConnectionThatWasOpen() {
        add(Duration.ofHours(2), "open");
        added.set(NOW);
        assertThat(sweep(SweepAges.asking(HOUR)).getAsked()).isEqualTo(1);
        assertThat(sweep(SweepAges.asking(HOUR)).getAsked()).isZero();
    }

    @Test
    void removesNothingWhileTheGatewayDoesNotAnswer() {
        IntStream.range(0, 2500).forEach(i -> {
            add(Duration.ofHours(2), "id-" + i);
            push.failing("id-" + i);
        });
        SweepReply reply = sweep(SweepAges.asking(HOUR));

        assertThat(reply.getErrNo()).isEqualTo(202);
        assertThat(reply.getAsked()).isEqualTo(1000);
        assertThat(store.ids()).hasSize(2500);
    }

    @Test
    void sweepsThousands() {
        IntStream.range(0, 2500).forEach(i -> {
            add(Duration.ofHours(2), "id-" + i);
            if (i % 2 == 0) {
                push.gone("id-" + i);
            }
        });
        SweepReply reply = sweep(SweepAges.asking(HOUR));

        assertThat(reply.getGone()).isEqualTo(1250);
        assertThat(reply.getOpen()).isEqualTo(1250);
        assertThat(store.ids()).hasSize(1250);
    }

    @Test
    void removesByAgeOnlyConnectionsAboveTheMaximumAge() {
        IntStream.range(0, 1500).forEach(i -> add(Duration.ofHours(25), "old-" + i));
        add(Duration.ofHours(23), "young");
        SweepReply reply = sweep(SweepAges.removing(Duration.ofHours(24)));

        assertThat(reply.getExpired()).isEqualTo(1500);
        assertThat(reply.getAsked()).isZero();
        assertThat(store.ids()).containsExactly("young");
    }

    @Test
    void answers201IfTheStoreIsDown() {
        store.goDown();

        assertThat(sweep(SweepAges.asking(HOUR)).getErrNo()).isEqualTo(201);
    }

    @Test
    void asksOnlyAnExtendedGatewayAndRemovesByAgeOnlyIfConfigured() {
        SweepAges documented = SweepAges.of(Settings.of(Map.of()));
        assertThat(documented.ask()).isEmpty();
        assertThat(documented.remove()).isEmpty();

        SweepAges extended = SweepAges.of(Settings.of(Map.of("PUSH_EXTENDED", "true")));
        assertThat(extended.ask()).contains(HOUR);
        SweepAges aged = SweepAges.of(Settings.of(Map.of("SWEEP_MAX_AGE_SECONDS", "86400")));
        assertThat(aged.remove()).contains(Duration.ofDays(1));
    }

    private SweepReply sweep(SweepAges ages) {
        return new SweepFunction(store, push, ages, Clock.fixed(NOW, ZoneOffset.UTC))
                .mainHandler(new TimerEvent(), null);
    }

    private void add(Duration age, String... ids) {
        added.set(NOW.minus(age));
        for (String id : ids) {
            store.add(ConnectionId.of(id));
        }
    }
}
