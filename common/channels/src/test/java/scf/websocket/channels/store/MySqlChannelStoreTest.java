package scf.websocket.channels.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.connection.MutableClock;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.event.ConnectionId;

/** The store of channels on a real server, used by two instances of a function. */
class MySqlChannelStoreTest {
    private static final HistoryLimits LIMITS = HistoryLimits.of(100, Duration.ofHours(1));
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final int ALL_BYTES = 1 << 20;

    @AutoClose
    private static final MySqlConnectionStore connections = MySqlConnectionStore.of(ChannelsDatabase.settings());

    @AutoClose
    private static final MySqlConnectionStore otherConnections = MySqlConnectionStore.of(ChannelsDatabase.settings());

    private final MutableClock clock = new MutableClock(NOW);
    private final ChannelStore store = ChannelsDatabase.store(connections, clock);
    private final ChannelStore other = ChannelsDatabase.store(otherConnections, clock);

    @BeforeEach
    void clear() {
        ChannelsDatabase.clear();
    }

    // ---- publications

    @Test
    void numbersPublicationsFromOneAndReturnsThemWithAllTheirFields() {
        ClientInfo ann = ClientInfo.of("änn", "c1", JsonData.ofValid("{\"name\":\"Ann\"}"), null);
        Published first = store.publish(NewPublication.of(
                "chat:room",
                publication("{\"text\":\"你好\"}").withInfo(ann).withTags(Map.of("lang", "中文")),
                CommandKey.random(),
                LIMITS));
        Published second = publish("chat:room", 2);

        assertThat(first.position().offset()).isEqualTo(1);
        assertThat(second.position())
                .isEqualTo(StreamPosition.of(2, first.position().epoch()));
        Publication read = after("chat:room", 0).publications().get(0);
        assertThat(read.data().text()).isEqualTo("{\"text\":\"你好\"}");
        assertThat(read.offset()).isEqualTo(1);
        assertThat(read.timeMillis()).isEqualTo(NOW.toEpochMilli());
        assertThat(read.tags()).containsExactly(Map.entry("lang", "中文"));
        ClientInfo info = read.info().orElseThrow();
        assertThat(List.of(info.user(), info.client())).containsExactly("änn", "c1");
        assertThat(info.connectionInfo()).contains(JsonData.ofValid("{\"name\":\"Ann\"}"));
        assertThat(info.channelInfo()).isEmpty();
        assertThat(after("chat:room", 1).publications().get(0).info()).isEmpty();
    }

    @Test
    void everyChannelHasItsOwnNumbersAndEpochAndNamesAreCaseSensitive() {
        StreamPosition lower = publish("room", 1).position();
        StreamPosition upper = publish("ROOM", 1).position();

        assertThat(lower.offset()).isEqualTo(1);
        assertThat(upper.offset()).isEqualTo(1);
        assertThat(upper.epoch()).isNotEqualTo(lower.epoch());
        assertThat(store.positions(List.of("room", "ROOM", "unknown"))).isEqualTo(Map.of("room", lower, "ROOM", upper));
    }

    @Test
    void aRepeatedCommandGetsItsOldPositionAlsoFromAnotherInstance() {
        CommandKey key = CommandKey.of(ConnectionId.of("conn"), 7, JsonData.ofValid("1"));
        Published first = store.publish(NewPublication.of("room", publication("1"), key, LIMITS));
        publish("room", 2);
        Published again = other.publish(NewPublication.of("room", publication("1"), key, LIMITS));

        assertThat(again.isRepeated()).isTrue();
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(again.publication().offset()).isEqualTo(1);
        assertThat(offsets(after("room", 0))).containsExactly(1L, 2L);
        assertThat(store.publish(NewPublication.of("other", publication("1"), key, LIMITS))
                        .isRepeated())
                .isFalse();
    }

    @Test
    void twoInstancesThatPublishAndRepeatAtTheSameTimeLeaveNoGapAndNoDuplicate() throws Exception {
        int each = 60;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                // Two threads of different instances publish the same commands.
                ChannelStore instance = thread % 2 == 0 ? store : other;
                int commands = thread / 2;
                done.add(threads.submit(() -> {
                    for (int i = 1; i <= each; i++) {
                        CommandKey key =
                                CommandKey.of(ConnectionId.of("conn-" + commands), i, JsonData.ofValid("" + i));
                        instance.publish(
                                NewPublication.of("room", publication("\"" + commands + "-" + i + "\""), key, wide()));
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        HistoryPage page = store.history("room", HistoryQuery.after(0, 1000, ALL_BYTES), wide());
        assertThat(offsets(page))
                .isEqualTo(LongStream.rangeClosed(1, 2L * each).boxed().collect(Collectors.toList()));
        assertThat(page.top().offset()).isEqualTo(2L * each);
        assertThat(page.publications().stream().map(one -> one.data().text())).doesNotHaveDuplicates();
    }

    private static HistoryLimits wide() {
        return HistoryLimits.of(1000, Duration.ofHours(1));
    }

    @Test
    void aPublisherThatDiesBeforeItsCommitLeavesNoGap() throws Exception {
        publish("room", 1);
        try (Connection dying = ChannelsDatabase.connect()) {
            lock(dying);
            try (Statement statement = dying.createStatement()) {
                statement.executeUpdate("UPDATE Channel SET Top = 2 WHERE Name = 'room'");
            }
            dying.abort(Runnable::run);
        }

        assertThat(other.publish(NewPublication.of("room", publication("2"), CommandKey.random(), LIMITS))
                        .position()
                        .offset())
                .isEqualTo(2);
    }

    private static void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT Top FROM Channel WHERE Name = 'room' FOR UPDATE");
        }
    }

    @Test
    void aPublisherWaitsBrieflyForAChannelThatIsBusy() throws Exception {
        publish("room", 1);
        NewPublication second = NewPublication.of("room", publication("2"), CommandKey.random(), LIMITS);
        try (MySqlConnectionStore impatient = MySqlConnectionStore.of(ChannelsDatabase.settings(1000));
                Connection holding = ChannelsDatabase.connect()) {
            lock(holding);
            ChannelStore waiting = ChannelsDatabase.store(impatient, clock);
            // By default, the bound on a statement is as long as that on the wait.
            assertThatThrownBy(() -> waiting.publish(second))
                    .isInstanceOfAny(ChannelBusyException.class, StoreUnavailableException.class);
            holding.rollback();
        }
        assertThat(store.publish(second).position().offset()).isEqualTo(2);
    }

    // ---- history

    @Test
    void pagesForwardsAndBackwards() {
        for (int i = 1; i <= 10; i++) {
            publish("room", i);
        }

        assertThat(offsets(page(HistoryQuery.after(0, 4, ALL_BYTES)))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(offsets(page(HistoryQuery.after(4, 4, ALL_BYTES)))).containsExactly(5L, 6L, 7L, 8L);
        assertThat(offsets(page(HistoryQuery.after(8, 4, ALL_BYTES)))).containsExactly(9L, 10L);
        assertThat(offsets(page(HistoryQuery.after(10, 4, ALL_BYTES)))).isEmpty();
        assertThat(offsets(page(HistoryQuery.before(Long.MAX_VALUE, 3, ALL_BYTES))))
                .containsExactly(10L, 9L, 8L);
        assertThat(offsets(page(HistoryQuery.before(8, 3, ALL_BYTES)))).containsExactly(7L, 6L, 5L);
        assertThat(offsets(page(HistoryQuery.before(2, 3, ALL_BYTES)))).containsExactly(1L);
        assertThat(page(HistoryQuery.after(4, 4, ALL_BYTES)).top().offset()).isEqualTo(10);
    }

    private HistoryPage page(HistoryQuery query) {
        return store.history("room", query, LIMITS);
    }

    @Test
    void readsMoreThanOneResultHolds() {
        publishMany(230);

        HistoryPage page = store.history("room", HistoryQuery.after(0, 225, ALL_BYTES), wide());

        assertThat(offsets(page))
                .isEqualTo(LongStream.rangeClosed(1, 225).boxed().collect(Collectors.toList()));
        assertThat(page.follows(0, true)).isTrue();
        assertThat(page.follows(0, false)).isFalse();
    }

    private void publishMany(int count) {
        ChannelsDatabase.execute("INSERT INTO Channel VALUES ('room', 'e', " + count + ", "
                + NOW.plusSeconds(9000).toEpochMilli() + ")");
        ChannelsDatabase.execute(IntStream.rangeClosed(1, count)
                .mapToObj(i -> "('room'," + i + ",UNHEX(MD5(" + i + ")),'" + i + "',0,"
                        + NOW.plusSeconds(3600).toEpochMilli() + ")")
                .collect(Collectors.joining(
                        ",",
                        "INSERT INTO Publication (Channel, Seq, CommandKey, Data, PublishedAt, Expires) VALUES ",
                        "")));
    }

    @Test
    void aPageEndsBeforeItBecomesTooLargeButHasAtLeastOne() {
        for (int i = 1; i <= 4; i++) {
            store.publish(
                    NewPublication.of("room", publication("\"" + "x".repeat(998) + "\""), CommandKey.random(), LIMITS));
        }

        assertThat(offsets(page(HistoryQuery.after(0, 10, 3000)))).containsExactly(1L, 2L);
        assertThat(offsets(page(HistoryQuery.after(2, 10, 10)))).containsExactly(3L);
    }

    @Test
    void aLimitOfNoneReadsThePositionAndGivesAnUnknownChannelItsEpoch() {
        HistoryPage page = store.history("room", HistoryQuery.position(), LIMITS);

        assertThat(page.publications()).isEmpty();
        assertThat(page.top().offset()).isZero();
        assertThat(page.top().epoch()).isNotEmpty();
        assertThat(after("room", 0).top()).isEqualTo(page.top());
        assertThat(publish("room", 1).position())
                .isEqualTo(StreamPosition.of(1, page.top().epoch()));
    }

    @Test
    void keepsAsManyPublicationsAsTheChannelAllowsAndDeletesTheRest() {
        HistoryLimits three = HistoryLimits.of(3, Duration.ofHours(1));
        for (int i = 1; i <= 32; i++) {
            store.publish(NewPublication.of("room", publication("" + i), CommandKey.random(), three));
            assertThat(offsets(store.history("room", HistoryQuery.after(0, 10, ALL_BYTES), three)))
                    .hasSize(Math.min(i, 3))
                    .last()
                    .isEqualTo((long) i);
        }
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM Publication")).isEqualTo(3);
    }

    @Test
    void forgetsPublicationsOfACertainAgeAndTheSweepDeletesThem() {
        publish("room", 1);
        clock.advance(Duration.ofMinutes(59));
        publish("room", 2);
        clock.advance(Duration.ofMinutes(2));

        HistoryPage page = after("room", 0);
        assertThat(offsets(page)).containsExactly(2L);
        assertThat(page.follows(0, false)).isFalse();
        assertThat(page.follows(1, false)).isTrue();
        assertThat(store.sweep(10)).isEqualTo(1);
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM Publication")).isEqualTo(1);
    }

    @Test
    void aChannelWhoseHistoryWasRemovedKeepsItsNumbers() {
        publish("room", 1);
        store.removeHistory("room");

        assertThat(after("room", 0).follows(0, false)).isFalse();
        assertThat(publish("room", 2).position().offset()).isEqualTo(2);
    }

    @Test
    void aChannelThatNobodyUsesIsRemovedAndBeginsAgainWithANewEpoch() {
        ChannelsDatabase.execute("INSERT INTO ConnectionID_List VALUES ('ann', UTC_TIMESTAMP(3))");
        StreamPosition used = publish("used", 1).position();
        StreamPosition unused = publish("unused", 1).position();
        store.subscribe(subscriber("used", "ann", null));
        clock.advance(Duration.ofDays(8));

        assertThat(store.sweep(10)).isEqualTo(3);
        assertThat(store.positions(List.of("used", "unused"))).isEqualTo(Map.of("used", used));
        StreamPosition again = publish("unused", 1).position();
        assertThat(again.offset()).isEqualTo(1);
        assertThat(again.epoch()).isNotEqualTo(unused.epoch());
    }

    // ---- subscriptions

    @Test
    void listsAndCountsWhoIsInAChannel() {
        exists("a1", "a2", "b1");
        assertThat(store.subscribe(subscriber("room", "a1", null))).isTrue();
        store.subscribe(
                Subscriber.of("room", ConnectionId.of("a2"), ClientInfo.of("a1", "client-a2"), true, true, null));
        other.subscribe(subscriber("room", "b1", NOW.plusSeconds(60)));
        store.subscribe(subscriber("other", "b1", null));

        assertThat(store.subscribers("room", 10))
                .extracting(one ->
                        one.connection() + " " + one.info().client() + " " + one.isProtobuf() + " " + one.expires())
                .containsExactly(
                        "a1 client-a1 false Optional.empty",
                        "a2 client-a2 true Optional.empty",
                        "b1 client-b1 false Optional[2026-11-26T12:01:00Z]");
        assertThat(store.subscribers("room", 2)).hasSize(2);
        assertThat(store.count("room").clients()).isEqualTo(3);
        assertThat(store.count("room").users()).isEqualTo(2);
        assertThat(store.unsubscribe("room", ConnectionId.of("a1"))).isPresent();
        assertThat(store.unsubscribe("room", ConnectionId.of("a1"))).isEmpty();
        assertThat(store.count("room").clients()).isEqualTo(2);
    }

    @Test
    void aConnectionThatHasEndedIsNotSubscribedAndSubscribingTwiceIsOneRow() {
        exists("ann");
        assertThat(store.subscribe(subscriber("room", "gone", null))).isFalse();
        assertThat(store.subscribe(subscriber("room", "ann", null))).isTrue();
        assertThat(store.subscribe(subscriber("room", "ann", null))).isTrue();
        assertThat(store.subscribe(subscriber("room", "ann", NOW))).isTrue();

        assertThat(store.subscribers("room", 10)).hasSize(1);
        assertThat(store.end(ConnectionId.of("ann"))).hasSize(1);
        assertThat(store.end(ConnectionId.of("ann"))).isEmpty();
        assertThat(store.count("room").clients()).isZero();
    }

    @Test
    void aSubscribeThatOverrunsTheCleanupLeavesNoGhost() throws Exception {
        for (int round = 0; round < 20; round++) {
            exists("ann");
            Thread late = new Thread(() -> other.subscribe(subscriber("room", "ann", null)));
            late.start();
            connections.remove(ConnectionId.of("ann"));
            store.end(ConnectionId.of("ann"));
            late.join();
            // A subscribe that came first is removed; one that came later found no connection.
            assertThat(store.count("room").clients()).as("round " + round).isZero();
        }
    }

    @Test
    void findsSubscriptionsOfConnectionsThatDoNotExist() {
        exists("a", "b", "c", "d");
        for (String id : List.of("a", "b", "c", "d")) {
            store.subscribe(subscriber("room", id, null));
            store.subscribe(subscriber("room-2", id, null));
        }
        ChannelsDatabase.execute("DELETE FROM ConnectionID_List WHERE ConnectionID IN ('a', 'd')");

        Orphans first = store.orphans("", 3);
        assertThat(first.connections()).containsExactly(ConnectionId.of("a"));
        assertThat(first.next()).isEqualTo("c");
        Orphans second = store.orphans(first.next(), 3);
        assertThat(second.connections()).containsExactly(ConnectionId.of("d"));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void findsExpiredSubscriptions() {
        exists("ann", "bob");
        store.subscribe(subscriber("room", "ann", NOW.plusSeconds(60)));
        store.subscribe(subscriber("room", "bob", null));
        assertThat(store.extend("room", ConnectionId.of("ann"), NOW.plusSeconds(90)))
                .isTrue();
        assertThat(store.extend("room", ConnectionId.of("eve"), NOW)).isFalse();

        clock.advance(Duration.ofSeconds(100));
        assertThat(store.expired(Duration.ofSeconds(25), 10)).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        assertThat(store.expired(Duration.ofSeconds(25), 10))
                .extracting(Subscriber::connection)
                .containsExactly(ConnectionId.of("ann"));
    }

    // ----

    private static void exists(String... ids) {
        for (String id : ids) {
            ChannelsDatabase.execute("INSERT IGNORE INTO ConnectionID_List VALUES ('" + id + "', UTC_TIMESTAMP(3))");
        }
    }

    private static Subscriber subscriber(String channel, String id, Instant expires) {
        return Subscriber.of(channel, ConnectionId.of(id), ClientInfo.of(id, "client-" + id), false, true, expires);
    }

    private Published publish(String channel, int number) {
        return store.publish(NewPublication.of(channel, publication("" + number), CommandKey.random(), LIMITS));
    }

    private HistoryPage after(String channel, long offset) {
        return store.history(channel, HistoryQuery.after(offset, 100, ALL_BYTES), LIMITS);
    }

    private static Publication publication(String json) {
        return Publication.of(JsonData.ofValid(json));
    }

    private static List<Long> offsets(HistoryPage page) {
        return page.publications().stream().map(Publication::offset).collect(Collectors.toList());
    }
}
