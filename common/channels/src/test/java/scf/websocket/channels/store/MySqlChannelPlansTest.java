package scf.websocket.channels.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every statement of the store uses its index: no scan of a table, and no sort of rows whose number has no bound. */
class MySqlChannelPlansTest {
    static final Map<String, String> STATEMENTS = Map.ofEntries(
            Map.entry("LOCK", MySqlPublications.LOCK),
            Map.entry("ADVANCE", MySqlPublications.ADVANCE),
            Map.entry("PRUNE", MySqlPublications.PRUNE),
            Map.entry("REPEATED", MySqlPublications.REPEATED),
            Map.entry("POSITION", MySqlPublications.POSITION),
            Map.entry("POSITIONS", MySqlPublications.POSITIONS + "(?, ?)"),
            Map.entry("REMOVE_HISTORY", MySqlPublications.REMOVE_HISTORY),
            Map.entry("FORWARDS", MySqlPublications.FORWARDS),
            Map.entry("BACKWARDS", MySqlPublications.BACKWARDS),
            Map.entry("ADD", MySqlSubscriptions.ADD),
            Map.entry("FIND", MySqlSubscriptions.FIND),
            Map.entry("REMOVE", MySqlSubscriptions.REMOVE),
            Map.entry("EXTEND", MySqlSubscriptions.EXTEND),
            Map.entry("OF_CONNECTION", MySqlSubscriptions.OF_CONNECTION),
            Map.entry("REMOVE_CONNECTION", MySqlSubscriptions.REMOVE_CONNECTION),
            Map.entry("OF_CHANNEL", MySqlSubscriptions.OF_CHANNEL),
            Map.entry("OCCUPIED", MySqlSubscriptions.OCCUPIED),
            Map.entry("COUNT", MySqlSubscriptions.COUNT),
            Map.entry("EXPIRED", MySqlSubscriptions.EXPIRED),
            Map.entry("SWEEP_PUBLICATIONS", MySqlSweep.PUBLICATIONS),
            Map.entry("SWEEP_CHANNELS", MySqlSweep.CHANNELS),
            Map.entry("REMOVE_CHANNEL", MySqlSweep.REMOVE_CHANNEL),
            Map.entry("SWEEP_CONNECTIONS", MySqlSweep.CONNECTIONS),
            Map.entry("SIGN_INS", MySqlUserStore.SIGN_INS),
            Map.entry("RESTRICTIONS", MySqlUserStore.RESTRICTIONS),
            Map.entry("LIFT", MySqlUserStore.LIFT),
            Map.entry("SWEEP_RESTRICTIONS", MySqlUserStore.SWEEP_RESTRICTIONS),
            Map.entry("SWEEP_SIGN_INS", MySqlUserStore.SWEEP_SIGN_INS),
            Map.entry("TAKE", MySqlCommandRates.TAKE),
            Map.entry("DUE", MySqlCommandRates.DUE),
            Map.entry("SWEEP_RATES", MySqlCommandRates.SWEEP),
            Map.entry("EXISTING", MySqlSweep.EXISTING + "('id-1', 'id-2')"));

    /** Enough rows that the server prefers an index to a scan. */
    @BeforeAll
    static void fill() {
        ChannelsDatabase.clear();
        ChannelsDatabase.execute(rows("ConnectionID_List VALUES ", "('id-%1$d', UTC_TIMESTAMP(3))"));
        ChannelsDatabase.execute(rows("Channel VALUES ", "('room-%1$d', 'e', 20, %1$d)"));
        ChannelsDatabase.execute(rows(
                "Publication (Channel, Seq, CommandKey, Data, PublishedAt, Expires) VALUES ",
                "('room-%2$d', %3$d, UNHEX(MD5(%1$d)), '1', %1$d, %1$d)"));
        ChannelsDatabase.execute(rows(
                "Subscription (Channel, ConnectionID, Client, UserName, Protobuf, Announced, Since, Expires) VALUES ",
                "('room-%2$d', 'id-%3$d', 'c', 'u', 0, 1, %1$d, %1$d)"));
        ChannelsDatabase.execute(rows("UserRestriction VALUES ", "('user-%2$d', 'room-%3$d', 'mute', %1$d)"));
        ChannelsDatabase.execute(rows("SignIn VALUES ", "('id-%1$d', 'user-%2$d', %1$d)"));
        ChannelsDatabase.execute(rows("CommandRate VALUES ", "(UNHEX(MD5(%1$d)), %1$d, %1$d)"));
        for (String table : List.of(
                "ConnectionID_List",
                "Channel",
                "Publication",
                "Subscription",
                "UserRestriction",
                "SignIn",
                "CommandRate")) {
            ChannelsDatabase.query("ANALYZE TABLE " + table);
        }
    }

    private static String rows(String head, String row) {
        return IntStream.range(0, 2000)
                .mapToObj(i -> String.format(row, i, i % 100, i / 100 + 1))
                .collect(Collectors.joining(",", "INSERT INTO " + head, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "LOCK, Channel, PRIMARY",
        "ADVANCE, Channel, PRIMARY",
        "PRUNE, Publication, PRIMARY",
        "REPEATED, p, Publication_Command",
        "REPEATED, c, PRIMARY",
        "POSITION, Channel, PRIMARY",
        "POSITIONS, Channel, PRIMARY",
        "REMOVE_HISTORY, Publication, PRIMARY",
        "FORWARDS, c, PRIMARY",
        "FORWARDS, p, PRIMARY",
        "BACKWARDS, c, PRIMARY",
        "BACKWARDS, p, PRIMARY",
        "ADD, ConnectionID_List, PRIMARY",
        "FIND, Subscription, PRIMARY",
        "REMOVE, Subscription, PRIMARY",
        "EXTEND, Subscription, PRIMARY",
        "OF_CONNECTION, Subscription, Subscription_Connection",
        "REMOVE_CONNECTION, Subscription, Subscription_Connection",
        "OF_CHANNEL, Subscription, PRIMARY",
        "OCCUPIED, Subscription, PRIMARY",
        "COUNT, Subscription, PRIMARY",
        "EXPIRED, Subscription, Subscription_Expires",
        "SWEEP_PUBLICATIONS, Publication, Publication_Expires",
        "SWEEP_CHANNELS, Channel, Channel_Expires",
        "SWEEP_CHANNELS, s, PRIMARY",
        "REMOVE_CHANNEL, Channel, PRIMARY",
        "SWEEP_CONNECTIONS, Subscription, Subscription_Connection",
        "SIGN_INS, SignIn, SignIn_User",
        "RESTRICTIONS, UserRestriction, PRIMARY",
        "LIFT, UserRestriction, PRIMARY",
        "SWEEP_RESTRICTIONS, UserRestriction, UserRestriction_Expires",
        "SWEEP_SIGN_INS, SignIn, SignIn_Expires",
        "TAKE, CommandRate, PRIMARY",
        "DUE, CommandRate, PRIMARY",
        "SWEEP_RATES, CommandRate, CommandRate_Expires",
        "EXISTING, ConnectionID_List, PRIMARY"
    })
    void usesItsIndexAndSortsNothing(String name, String table, String index) {
        List<Map<String, String>> plan = ChannelsDatabase.query("EXPLAIN " + withValues(STATEMENTS.get(name)));

        Map<String, String> row = plan.stream()
                .filter(one -> one.get("table").equalsIgnoreCase(table))
                .findFirst()
                .orElseThrow(() -> new AssertionError(plan));
        assertThat(row.get("key")).as(plan.toString()).isEqualTo(index);
        assertThat(row.get("type")).as(plan.toString()).isNotEqualTo("ALL").isNotEqualTo("index");
        assertThat(plan)
                .allSatisfy(one -> assertThat(one.get("Extra"))
                        .as(plan.toString())
                        .doesNotContain("filesort")
                        .doesNotContain("temporary"));
    }

    @Test
    void everyStatementIsExplained() {
        assertThat(plans().stream().map(row -> row[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(STATEMENTS.keySet());
    }

    /** Returns statement, table and index. */
    static List<String[]> plans() {
        try {
            return Arrays.stream(MySqlChannelPlansTest.class
                            .getDeclaredMethod("usesItsIndexAndSortsNothing", String.class, String.class, String.class)
                            .getAnnotation(CsvSource.class)
                            .value())
                    .map(row -> row.split(", ", -1))
                    .collect(Collectors.toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fills in values of the types that the statements take. */
    private static String withValues(String sql) {
        String filled = sql.replaceAll("LIMIT \\?", "LIMIT 10")
                .replaceAll("(Seq|Expires|Top) (<=|<|>|=) \\?", "$1 $2 10")
                .replaceAll("Top - \\?", "Top - 100")
                .replaceAll("\\(Expires < \\?, \\?", "(Expires < 10, 10")
                .replaceAll("UserName = \\?", "UserName = 'user-7'")
                .replace("Channel >= ? AND Channel < ?", "Channel >= 'room-7' AND Channel < 'room-8'")
                .replaceAll("(Name|Channel) = \\?", "$1 = 'room-7'")
                .replaceAll("ConnectionID (=|>) \\?", "ConnectionID $1 'id-8'")
                .replaceAll("IN \\('', \\?\\)", "IN ('', 'room-7')")
                .replaceAll("Kind = \\?", "Kind = 'mute'")
                .replaceAll("IN \\(\\?, \\?\\)", "IN ('room-7', 'room-8')")
                .replaceAll("GREATEST\\(Due, \\?\\) \\+ \\?", "GREATEST(Due, 1) + 1")
                .replaceAll("Due <= \\?", "Due <= 10")
                .replaceAll("Bucket = \\?", "Bucket = UNHEX(MD5(7))")
                .replaceAll("CommandKey = \\?", "CommandKey = UNHEX(MD5(7))");
        return filled.replace(
                        "SELECT ?, ConnectionID, ?, ?, ?, ?, ?, ?, ?, ?",
                        "SELECT 'r', ConnectionID, 'u', 'c', '', '', 0, 1, 1, 1")
                .replaceAll("10, \\?, Expires", "10, 10, Expires");
    }
}
