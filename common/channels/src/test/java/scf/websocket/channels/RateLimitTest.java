package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.store.ChannelsDatabase;

/** Clients that do too much, on two instances that share nothing but the database. */
class RateLimitTest {
    private static final String TOO_MANY =
            "\"error\":{\"code\":111,\"message\":\"too many requests\",\"temporary\":true}";

    @AutoClose
    private final Instances instances = new Instances();

    private ChannelsApp start(String rateLimit) {
        return instances.start("{'rate_limit':{" + rateLimit + "}}", new ChannelPolicy() {}, Map.of());
    }

    /** Returns the limits of one kind. */
    private static String limit(String kind, String name, int rate) {
        return "'" + kind + "':{'enabled':true,'" + name + "':{'enabled':true,'buckets':[{'interval':'10s','rate':"
                + rate + "}]}}";
    }

    private static ClientUnderTest signIn(ChannelsApp app, String id, String user) {
        ClientUnderTest client = ClientUnderTest.open(app, id);
        client.sends("{'id':1,'connect':{'token':'" + user + "'}}");
        return client;
    }

    /** Returns how many of some publishes in one frame succeed. */
    private static int publish(ClientUnderTest client, int count) {
        return results(client.sends(commands("'publish':{'channel':'room','data':1}", count)));
    }

    private static String commands(String command, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            lines.add("{'id':" + (100 + i) + "," + command + "}");
        }
        return String.join("\n", lines);
    }

    private static int results(List<String> said) {
        String replies = said.get(said.size() - 1);
        assertThat(replies.split("\n", -1)).allSatisfy(line -> assertThat(line).containsAnyOf(TOO_MANY, "{}}"));
        return (int) replies.lines().filter(line -> line.endsWith("{}}")).count();
    }

    @Test
    void aUserIsLimitedOnAllInstancesTogether() {
        String limits = limit("user_command", "publish", 5);
        ClientUnderTest ann = signIn(start(limits), "a1", "ann");
        ClientUnderTest again = signIn(start(limits), "a2", "ann");

        assertThat(publish(ann, 3)).isEqualTo(3);
        assertThat(publish(again, 4)).isEqualTo(2);
        assertThat(publish(ann, 1)).isZero();
        assertThat(publish(signIn(start(limits), "b1", "bob"), 6))
                .as("more than a full bucket in one frame")
                .isEqualTo(5);
        assertThat(ann.sends("{'id':9,'history':{'channel':'room','limit':1}}").get(0))
                .as("no limit")
                .contains("publications");
        instances.clock.advance(Duration.ofSeconds(2));
        assertThat(publish(again, 3)).as("a fifth of the interval").isEqualTo(1);
        instances.clock.advance(Duration.ofSeconds(10));
        assertThat(publish(ann, 9)).isEqualTo(5);
    }

    @Test
    void twoInstancesAtTheSameTimeAllowNoMoreThanOne() throws Exception {
        String limits = limit("user_command", "total", 50);
        List<ClientUnderTest> clients = List.of(
                signIn(start(limits), "a1", "ann"),
                signIn(start(limits), "a2", "ann"),
                signIn(start(limits), "a3", "ann"));
        ChannelsDatabase.execute("DELETE FROM CommandRate");
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> allowed = new ArrayList<>();
            for (ClientUnderTest client : clients) {
                allowed.add(threads.submit(() -> {
                    int sum = 0;
                    for (int i = 0; i < 10; i++) {
                        sum += publish(client, 3);
                    }
                    return sum;
                }));
            }
            int sum = 0;
            for (Future<Integer> one : allowed) {
                sum += one.get();
            }
            assertThat(sum).isEqualTo(50);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClientThatConnectsInALoopIsToldToComeBackLater() {
        String limits = limit("user_command", "connect", 3);
        ChannelsApp one = start(limits);
        ChannelsApp two = start(limits);
        for (int i = 0; i < 3; i++) {
            assertThat(ClientUnderTest.open(i == 1 ? two : one, "a" + i).sends("{'id':1,'connect':{'token':'ann'}}"))
                    .contains("join u:ann: a" + i);
        }
        assertThat(ClientUnderTest.open(two, "a4").sends("{'id':1,'connect':{'token':'ann'}}"))
                .containsExactly("to a4: {\"id\":1," + TOO_MANY + "}", "close a4: 3013");
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM SignIn")).isEqualTo(3);
        assertThat(ClientUnderTest.open(two, "n1").sends("{'id':1,'connect':{}}"))
                .as("anonymous clients are nobody")
                .noneMatch(line -> line.startsWith("close"));
    }

    @Test
    void aConnectionIsLimitedWithoutTheDatabase() {
        ChannelsApp app = start(limit("client_command", "publish", 5));
        ClientUnderTest ann = signIn(app, "n1", "");
        assertThat(publish(ann, 3)).isEqualTo(3);
        assertThat(publish(ann, 3)).isEqualTo(2);
        assertThat(publish(signIn(app, "n2", ""), 1)).as("another connection").isEqualTo(1);
        instances.clock.advance(Duration.ofSeconds(2));
        assertThat(publish(ann, 3)).isEqualTo(1);
        instances.clock.advance(Duration.ofSeconds(60));
        ann.sends("{'id':1,'ping':{}}");
        assertThat(publish(ann, 1)).isEqualTo(1);
        assertThat(ann.hub.context.length()).isLessThan(60);
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM CommandRate")).isZero();
    }

    @Test
    void leavingAndPingsAreNeverRefused() {
        ChannelsApp app = start(limit("client_command", "total", 1) + "," + limit("user_command", "total", 1));
        ClientUnderTest ann = signIn(app, "a1", "ann");
        instances.clock.advance(Duration.ofSeconds(10));
        assertThat(publish(ann, 2)).isEqualTo(1);
        assertThat(ann.sends("{'id':2,'unsubscribe':{'channel':'a'}}\n{'id':3,'ping':{}}\n{'send':{}}"))
                .last()
                .asString()
                .contains("\"unsubscribe\":{}")
                .contains("\"ping\":{}");
    }

    @Test
    void aClientThatCausesErrorsWithoutEndIsClosedForGood() {
        ClientUnderTest ann = signIn(start(limit("client_error", "total", 3)), "a1", "ann");
        String wrong = commands("'subscribe':{'channel':'no:where'}", 2);
        assertThat(ann.sends(wrong)).hasSize(1);
        List<String> said = ann.sends(wrong);
        assertThat(said).hasSize(2).last().isEqualTo("close a1: 3509");
        assertThat(said.get(0).lines())
                .as("the rest of the frame is not handled")
                .hasSize(2);

        ClientUnderTest bob = signIn(start(""), "b1", "bob");
        assertThat(bob.sends(commands("'subscribe':{'channel':'no:where'}", 1000)))
                .last()
                .isEqualTo("close b1: 3509");
        ClientUnderTest eve = signIn(start(""), "e1", "eve");
        assertThat(eve.sends(commands("'subscribe':{'channel':'no:where'}", 200)))
                .as("a client that comes back to all its channels")
                .hasSize(1);
    }

    @Test
    void refusedFloodsCostFewStatementsAndFullBucketsNoRows() {
        ChannelsApp app = start(limit("user_command", "publish", 5) + ",'client_error':{'enabled':false}");
        ClientUnderTest ann = signIn(app, "a1", "ann");
        assertThat(publish(ann, 1000)).isEqualTo(5);
        long before = ChannelsDatabase.statements();
        assertThat(publish(ann, 900)).isZero();
        assertThat(ChannelsDatabase.statements() - before).isLessThan(10);

        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM CommandRate")).isEqualTo(1);
        instances.clock.advance(Duration.ofSeconds(69));
        app.onSweep(new RecordingHub());
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM CommandRate")).isEqualTo(1);
        instances.clock.advance(Duration.ofSeconds(1));
        app.onSweep(new RecordingHub());
        assertThat(ChannelsDatabase.number("SELECT COUNT(*) FROM CommandRate")).isZero();
    }
}
