package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.app.BroadcastResult;
import scf.websocket.app.WebSocketApp;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.ConnectionId;
import scf.websocket.push.CloseReason;
import scf.websocket.push.Deadline;
import scf.websocket.push.Message;
import scf.websocket.push.PushOutcome;
import scf.websocket.push.PushReport;
import scf.websocket.testing.InMemoryConnectionStore;
import scf.websocket.testing.RecordingPush;

class InvocationHubTest {
    private static final Message HELLO = Message.text("hello");

    private final InMemoryConnectionStore store = new InMemoryConnectionStore();
    private final RecordingPush push = new RecordingPush();
    private final InvocationHub hub = hub(Duration.ofSeconds(10));

    @Test
    void broadcastsToAllExceptOne() {
        connect("a", "b", "c");
        BroadcastResult result = hub.now().broadcastExcept(id("b"), HELLO);

        assertThat(result.delivered()).isEqualTo(2);
        assertThat(result.complete()).isTrue();
        assertThat(push.messages("a")).containsExactly(HELLO);
        assertThat(push.messages("b")).isEmpty();
        assertThat(push.messages("c")).containsExactly(HELLO);
    }

    @Test
    void broadcastsPageByPageOnceToEach() {
        IntStream.range(0, 2500).forEach(i -> store.add(id("id-" + i)));
        BroadcastResult result = hub.now().broadcast(HELLO);

        assertThat(result.delivered()).isEqualTo(2500);
        assertThat(push.count()).isEqualTo(2500);
    }

    @Test
    void broadcastsToNobodyIfOnlyTheSenderIsConnected() {
        connect("a");

        assertThat(hub.now().broadcastExcept(id("a"), HELLO).delivered()).isZero();
        assertThat(hub.now().broadcastExcept(id("not-there"), HELLO).delivered())
                .isEqualTo(1);
    }

    @Test
    void removesGoneConnectionsAndNoOthers() {
        connect("a", "b", "c", "d");
        push.gone("b").failing("c");
        BroadcastResult result = hub.now().broadcastExcept(id("a"), HELLO);

        assertThat(result.delivered()).isEqualTo(1);
        assertThat(result.gone()).isEqualTo(1);
        assertThat(result.failed()).isEqualTo(1);
        assertThat(store.ids()).containsExactly("a", "c", "d");
        assertThat(hub.posts().failure()).isPresent();
    }

    @Test
    void stopsAtTheDeadline() {
        connect("a");
        InvocationHub late = hub(Duration.ZERO);

        assertThat(late.now().broadcast(HELLO).complete()).isFalse();
        assertThat(late.posts().cutShort()).isTrue();
        assertThat(push.count()).isZero();
    }

    @Test
    void sendsToOne() {
        connect("a", "gone", "failing");
        push.gone("gone").failing("failing");

        assertThat(hub.now().send(id("a"), HELLO)).isEqualTo(PushOutcome.DELIVERED);
        assertThat(hub.now().send(id("gone"), HELLO)).isEqualTo(PushOutcome.GONE);
        assertThat(hub.now().send(id("failing"), HELLO)).isEqualTo(PushOutcome.FAILED);
        assertThat(store.ids()).containsExactly("a", "failing");
    }

    @Test
    void sendsOnceToEachRecipientAndCountsEachOutcome() {
        connect("a", "b", "gone", "failing", "perhaps", "other");
        push.gone("gone").failing("failing").uncertain("perhaps");

        PushReport report = hub.now().send(ids("a", "gone", "b", "a", "failing", "perhaps"), HELLO);

        assertThat(report.delivered()).isEqualTo(2);
        assertThat(report.gone()).containsExactly(id("gone"));
        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.uncertain()).isEqualTo(1);
        assertThat(push.messages("a")).containsExactly(HELLO);
        assertThat(push.messages("b")).containsExactly(HELLO);
        assertThat(push.messages("other")).isEmpty();
        assertThat(store.ids()).containsExactly("a", "b", "failing", "other", "perhaps");
        assertThat(hub.posts().delivered() + hub.posts().gone() + hub.posts().failed())
                .isEqualTo(5);
        assertThat(hub.posts().cutShort()).isFalse();
    }

    @Test
    void sendsNothingWithoutRecipients() {
        InvocationHub withoutPush = new InvocationHub(
                HandlerServices.of(new WebSocketApp() {}, store, null),
                Deadline.in(Duration.ofSeconds(1), System::nanoTime));

        assertThat(withoutPush.now().send(List.of(), HELLO).delivered()).isZero();
    }

    @Test
    void reportsThatTheDeadlinePassedBeforeAllWereReached() {
        push.failing("a");
        InvocationHub late = hub(Duration.ZERO);

        assertThat(late.now().send(ids("a"), HELLO).failed()).isEqualTo(1);
        assertThat(late.posts().cutShort()).isTrue();
    }

    @Test
    void aShorterMessageToTheSameRecipientsReplacesOneThatWasTooLarge() {
        push.largest(5);

        assertThat(hub.now().send(ids("a", "b"), Message.text("too large")).tooLarge())
                .isTrue();
        assertThat(hub.posts().failed()).isEqualTo(2);
        hub.now().send(ids("b", "a"), HELLO);

        assertThat(hub.posts().failed()).isZero();
        assertThat(hub.posts().delivered()).isEqualTo(2);
    }

    @Test
    void keepsAConnectionWithAnUncertainOutcome() {
        connect("a");
        push.uncertain("a");

        assertThat(hub.now().send(id("a"), HELLO)).isEqualTo(PushOutcome.UNCERTAIN);
        assertThat(hub.now().close(id("a"), CloseReason.NORMAL)).isEqualTo(PushOutcome.UNCERTAIN);
        assertThat(store.ids()).containsExactly("a");
        assertThat(hub.posts().failed()).isEqualTo(2);
    }

    @Test
    void removesAClosedConnectionUnlessClosingFailed() {
        connect("a", "gone", "failing");
        push.gone("gone").failing("failing");

        assertThat(hub.now().close(id("a"), CloseReason.NORMAL)).isEqualTo(PushOutcome.DELIVERED);
        assertThat(hub.now().close(id("gone"), CloseReason.NORMAL)).isEqualTo(PushOutcome.GONE);
        assertThat(hub.now().close(id("failing"), CloseReason.NORMAL)).isEqualTo(PushOutcome.FAILED);
        assertThat(push.closed()).containsExactly("a");
        assertThat(store.ids()).containsExactly("failing");
    }

    @Test
    void countsConnections() {
        connect("a", "b");

        assertThat(hub.count()).isEqualTo(2);
        assertThat(hub.remaining()).isPositive();
    }

    @Test
    void failsIfTheStoreIsDown() {
        store.goDown();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> hub.now().broadcast(HELLO));
    }

    private InvocationHub hub(Duration time) {
        return new InvocationHub(
                HandlerServices.of(new WebSocketApp() {}, store, push), Deadline.in(time, System::nanoTime));
    }

    private void connect(String... ids) {
        for (String value : ids) {
            store.add(id(value));
        }
    }

    private static List<ConnectionId> ids(String... values) {
        return Arrays.stream(values).map(ConnectionId::of).toList();
    }

    private static ConnectionId id(String value) {
        return ConnectionId.of(value);
    }
}
