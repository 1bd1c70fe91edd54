package scf.websocket.testing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ConnectedEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenEvent;
import io.github.centrifugal.centrifuge.ConnectionTokenGetter;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.HistoryOptions;
import io.github.centrifugal.centrifuge.HistoryResult;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.PresenceResult;
import io.github.centrifugal.centrifuge.PublicationEvent;
import io.github.centrifugal.centrifuge.PublishResult;
import io.github.centrifugal.centrifuge.RPCResult;
import io.github.centrifugal.centrifuge.ReplyError;
import io.github.centrifugal.centrifuge.ResultCallback;
import io.github.centrifugal.centrifuge.SubscribedEvent;
import io.github.centrifugal.centrifuge.Subscription;
import io.github.centrifugal.centrifuge.SubscriptionEventListener;
import io.github.centrifugal.centrifuge.TokenCallback;
import io.github.centrifugal.centrifuge.UnsubscribedEvent;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.process.JdkChatClient;

/** The official Java client, unmodified, which speaks Protobuf, with the channels behind a real gateway. */
class OfficialJavaClientTest {
    @AutoClose
    private static final ChannelsGateway gateway =
            new ChannelsGateway("--path=/release/websocket," + ChannelsGateway.PLAIN_PATH);

    /** An official client, and what it tells its application. */
    private static final class Member implements AutoCloseable {
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        final Client client;
        final Subscription subscription;

        Member(String user, String channel) throws Exception {
            this(user, channel, Instant.now().plusSeconds(3600));
        }

        Member(String user, String channel, Instant firstExpiry) throws Exception {
            Options options = new Options();
            options.setToken(ChannelsGateway.token(user, firstExpiry));
            options.setTokenGetter(new ConnectionTokenGetter() {
                @Override
                public void getConnectionToken(ConnectionTokenEvent event, TokenCallback done) {
                    events.add("token");
                    done.Done(null, ChannelsGateway.token(user, Instant.now().plusSeconds(3600)));
                }
            });
            client = new Client(gateway.address(), options, new EventListener() {
                @Override
                public void onConnected(Client connected, ConnectedEvent event) {
                    events.add("connected");
                }
            });
            subscription = client.newSubscription(channel, new SubscriptionEventListener() {
                @Override
                public void onSubscribed(Subscription subscribed, SubscribedEvent event) {
                    events.add("subscribed " + event.wasRecovering() + " " + event.getRecovered());
                }

                @Override
                public void onPublication(Subscription subscribed, PublicationEvent event) {
                    events.add(event.getOffset() + " " + new String(event.getData(), UTF_8) + " "
                            + event.getInfo().getUser());
                }

                @Override
                public void onUnsubscribed(Subscription unsubscribed, UnsubscribedEvent event) {
                    events.add("unsubscribed " + event.getCode());
                }
            });
            client.connect();
            assertThat(next()).isEqualTo("connected");
            subscription.subscribe();
            assertThat(next()).isEqualTo("subscribed false false");
        }

        String next() throws InterruptedException {
            return String.valueOf(events.poll(20, TimeUnit.SECONDS));
        }

        void publish(String data) throws Exception {
            OfficialJavaClientTest.<PublishResult>result(done -> subscription.publish(data.getBytes(UTF_8), done));
        }

        @Override
        public void close() {
            try {
                client.close(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T result(Consumer<ResultCallback<T>> call) throws Exception {
        CompletableFuture<T> future = new CompletableFuture<>();
        call.accept((error, value) -> {
            if (error == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(error);
            }
        });
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    void subscribersFollowAndAskForPresenceAndHistory() throws Exception {
        try (Member ann = new Member("ann", "chat:talk");
                Member bob = new Member("bob", "chat:talk")) {
            ann.publish("{\"text\": \"hi\"}");
            assertThat(ann.next()).isEqualTo("1 {\"text\":\"hi\"} ann");
            assertThat(bob.next()).isEqualTo("1 {\"text\":\"hi\"} ann");
            assertThat(OfficialJavaClientTest.<PresenceResult>result(bob.subscription::presence)
                            .getClients()
                            .values())
                    .extracting(info -> info.getUser())
                    .containsExactlyInAnyOrder("ann", "bob");
            HistoryResult history = result(done -> bob.subscription.history(
                    new HistoryOptions.Builder().withLimit(10).build(), done));
            assertThat(history.getPublications()).hasSize(1);
            assertThat(history.getOffset()).isEqualTo(1);
        }
    }

    @Test
    void clientsOfPlainTextAreInTheSameRoom() throws Exception {
        URI room = URI.create(gateway.address()).resolve(ChannelsGateway.PLAIN_PATH);
        try (Member ann = new Member("ann", "chat:plain");
                JdkChatClient plain = JdkChatClient.open(room)) {
            plain.send("hello \"ann\"");
            assertThat(ann.next()).isEqualTo("1 {\"text\":\"hello \\\"ann\\\"\"} ");
            ann.publish("{\"text\":\"hi\\nthere\"}");
            assertThat(ann.next()).isEqualTo("2 {\"text\":\"hi\\nthere\"} ann");
            assertThat(plain.text()).isEqualTo("hi\nthere");
        }
    }

    @Test
    void errorsHaveTheirCodes() throws Exception {
        try (Member ann = new Member("ann", "chat:errors")) {
            assertThat(error(done -> ann.subscription.publish("no JSON".getBytes(UTF_8), narrowed(done))))
                    .isEqualTo(107);
            assertThat(error(done -> ann.client.publish("chat:other", "1".getBytes(UTF_8), narrowed(done))))
                    .isEqualTo(103);
            assertThat(error(done -> ann.client.publish("nowhere:a", "1".getBytes(UTF_8), narrowed(done))))
                    .isEqualTo(102);
            assertThat(error(done -> ann.client.rpc("nothing", new byte[0], (e, r) -> done.onDone(e, r))))
                    .isEqualTo(104);
        }
    }

    private static ResultCallback<PublishResult> narrowed(ResultCallback<Object> done) {
        return done::onDone;
    }

    private static int error(Consumer<ResultCallback<Object>> call) throws Exception {
        CompletableFuture<Throwable> future = new CompletableFuture<>();
        call.accept((error, value) -> future.complete(error));
        return ((ReplyError) future.get(20, TimeUnit.SECONDS)).getCode();
    }

    @Test
    void aClientThatComesBackRecoversWhatItMissed() throws Exception {
        try (Member ann = new Member("ann", "chat:back");
                Member bob = new Member("bob", "chat:back")) {
            ann.publish("1");
            assertThat(bob.next()).isEqualTo("1 1 ann");
            bob.client.disconnect();
            for (int i = 2; i <= 4; i++) {
                ann.publish(String.valueOf(i));
            }
            bob.client.connect();
            assertThat(bob.next()).isEqualTo("connected");
            assertThat(bob.next()).isEqualTo("subscribed true true");
            ann.publish("5");
            for (int i = 2; i <= 5; i++) {
                assertThat(bob.next()).isEqualTo(i + " " + i + " ann");
            }
        }
    }

    @Test
    void aClientWhoseConnectionEndsComesBackByItself() throws Exception {
        try (Member cat = new Member("cat", "chat:cut")) {
            cat.publish("1");
            assertThat(cat.next()).isEqualTo("1 1 cat");
            assertThat(gateway.reconnect("cat")).isTrue();
            assertThat(cat.next()).isEqualTo("connected");
            assertThat(cat.next()).isEqualTo("subscribed true true");
            cat.publish("2");
            assertThat(cat.next()).isEqualTo("2 2 cat");
        }
    }

    @Test
    void aMethodIsCalled() throws Exception {
        try (Member ann = new Member("ann", "chat:rpc")) {
            RPCResult result = result(done -> ann.client.rpc("echo", "{\"a\": 1}".getBytes(UTF_8), done));
            assertThat(new String(result.getData(), UTF_8)).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void aTokenIsRefreshedOnTheOpenConnection() throws Exception {
        try (Member ann = new Member("ann", "chat:refresh", Instant.now().plusSeconds(2))) {
            assertThat(ann.next()).isEqualTo("token");
            ann.publish("1");
            assertThat(ann.next()).isEqualTo("1 1 ann");
        }
    }

    @Test
    void anExpiredTokenIsReplacedWithoutTheApplication() throws Exception {
        Options options = new Options();
        options.setToken(ChannelsGateway.token("ann", Instant.now().minusSeconds(5)));
        CompletableFuture<String> connected = new CompletableFuture<>();
        options.setTokenGetter(new ConnectionTokenGetter() {
            @Override
            public void getConnectionToken(ConnectionTokenEvent event, TokenCallback done) {
                done.Done(null, ChannelsGateway.token("ann", Instant.now().plusSeconds(3600)));
            }
        });
        Client client = new Client(gateway.address(), options, new EventListener() {
            @Override
            public void onConnected(Client self, ConnectedEvent event) {
                connected.complete(event.getClient());
            }
        });
        client.connect();
        assertThat(connected.get(20, TimeUnit.SECONDS)).isNotEmpty();
        client.close(5_000);
    }

    @Test
    void theServerUnsubscribesAUser() throws Exception {
        try (Member ann = new Member("ann", "chat:kicked")) {
            assertThat(gateway.unsubscribe("ann", "chat:kicked")).isTrue();
            assertThat(ann.next()).isEqualTo("unsubscribed 2000");
        }
    }
}
