package scf.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ConnectionId;

/** The contract of connection stores, which every adapter and the fake must pass. */
public abstract class ConnectionStoreContract {
    protected static final Instant START = Instant.parse("2026-11-21T08:00:00.123Z");

    protected final MutableClock clock = new MutableClock(START);

    /** Returns an empty store that reads the time from {@link #clock}. */
    protected abstract ConnectionStore store();

    /** Returns the precision of the store's timestamps. */
    protected Duration resolution() {
        return Duration.ofMillis(1);
    }

    @Test
    void remembersAConnectionUntilItIsRemoved() {
        store().add(id("a"));
        assertThat(store().contains(id("a"))).isTrue();
        assertThat(store().count()).isEqualTo(1);

        store().remove(id("a"));
        assertThat(store().contains(id("a"))).isFalse();
        assertThat(store().count()).isZero();
    }

    @Test
    void addingAndRemovingAreIdempotent() {
        store().add(id("a"));
        store().add(id("a"));
        assertThat(store().count()).isEqualTo(1);

        store().remove(id("a"));
        store().remove(id("a"));
        assertThat(store().count()).isZero();
    }

    @Test
    void isCaseSensitive() {
        store().add(id("Ab=="));
        store().add(id("aB=="));
        assertThat(store().count()).isEqualTo(2);

        store().remove(id("Ab=="));
        assertThat(store().page(null, 10)).containsExactly(id("aB=="));
    }

    @Test
    void acceptsTheWholeAlphabetAndTheMaximumLength() {
        ConnectionId long1 = id("+/=_-" + "Z".repeat(123));
        ConnectionId long2 = id("+/=_-" + "Z".repeat(122) + "z");
        store().add(long1);
        store().add(long2);

        assertThat(store().page(null, 10)).containsExactly(long1, long2);
    }

    @Test
    void sortsPagesByBytes() {
        List.of("b", "a", "Z", "0", "_", "-", "a+", "aa").forEach(value -> store().add(id(value)));

        assertThat(store().page(null, 3)).containsExactly(id("-"), id("0"), id("Z"));
        assertThat(store().page(id("Z"), 3)).containsExactly(id("_"), id("a"), id("a+"));
        assertThat(store().page(id("a+"), 3)).containsExactly(id("aa"), id("b"));
        assertThat(store().page(id("b"), 3)).isEmpty();
    }

    @Test
    void continuesAfterAnIdThatNoLongerExists() {
        List.of("a", "b", "c").forEach(value -> store().add(id(value)));
        store().remove(id("b"));

        assertThat(store().page(id("b"), 10)).containsExactly(id("c"));
    }

    @Test
    void pagesThroughThousandsOfConnectionsOnce() {
        Set<ConnectionId> added = new HashSet<>(ids(2300));
        added.forEach(store()::add);
        List<ConnectionId> seen = new ArrayList<>();
        ConnectionId after = null;
        for (List<ConnectionId> page = store().page(null, 1000); ; page = store().page(after, 1000)) {
            seen.addAll(page);
            if (page.size() < 1000) {
                break;
            }
            after = page.get(page.size() - 1);
        }

        assertThat(seen).hasSize(2300).containsExactlyInAnyOrderElementsOf(added);
    }

    @Test
    void rejectsAPageThatIsTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> store().page(null, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> store().page(null, ConnectionStore.MAX_PAGE + 1));
    }

    @Test
    void removesManyAndReturnsHowManyExisted() {
        List<ConnectionId> ids = ids(1234);
        ids.forEach(store()::add);
        store().add(id("stays"));
        List<ConnectionId> asked = new ArrayList<>(ids);
        asked.add(id("never-there"));

        assertThat(store().removeAll(asked)).isEqualTo(1234);
        assertThat(store().removeAll(List.of())).isZero();
        assertThat(store().page(null, 10)).containsExactly(id("stays"));
    }

    @Test
    void findsConnectionsOlderThanAnInstant() {
        store().add(id("old-1"));
        store().add(id("old-2"));
        clock.advance(resolution());
        Instant between = clock.instant();
        store().add(id("new"));

        assertThat(store().staleBefore(between, null, 10)).containsExactly(id("old-1"), id("old-2"));
        assertThat(store().staleBefore(between, id("old-1"), 10)).containsExactly(id("old-2"));
        assertThat(store().staleBefore(between, null, 1)).containsExactly(id("old-1"));
        assertThat(store().staleBefore(START, null, 10)).isEmpty();
    }

    @Test
    void touchingOrAddingAgainRenewsTheTimestamp() {
        List.of("touched", "added", "neither").forEach(value -> store().add(id(value)));
        clock.advance(Duration.ofHours(1));
        store().touch(List.of(id("touched"), id("not-there")));
        store().add(id("added"));

        assertThat(store().staleBefore(clock.instant(), null, 10)).containsExactly(id("neither"));
        assertThat(store().contains(id("not-there"))).isFalse();
    }

    @Test
    void removesOnlyTheStaleOldestFirst() {
        store().add(id("oldest"));
        clock.advance(Duration.ofSeconds(1));
        store().add(id("older"));
        clock.advance(Duration.ofSeconds(1));
        Instant between = clock.instant();
        store().add(id("new"));

        assertThat(store().removeStaleBefore(between, 1)).isEqualTo(1);
        assertThat(store().page(null, 10)).containsExactly(id("new"), id("older"));
        assertThat(store().removeStaleBefore(between, 10)).isEqualTo(1);
        assertThat(store().removeStaleBefore(between, 10)).isZero();
        assertThat(store().page(null, 10)).containsExactly(id("new"));
    }

    protected static ConnectionId id(String value) {
        return ConnectionId.of(value);
    }

    protected static List<ConnectionId> ids(int number) {
        return IntStream.range(0, number).mapToObj(i -> id("id-" + i)).collect(Collectors.toList());
    }
}
