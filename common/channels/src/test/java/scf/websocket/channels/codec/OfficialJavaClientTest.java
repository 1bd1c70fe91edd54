package scf.websocket.channels.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ConnectedEvent;
import io.github.centrifugal.centrifuge.DisconnectedEvent;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.HistoryOptions;
import io.github.centrifugal.centrifuge.HistoryResult;
import io.github.centrifugal.centrifuge.JoinEvent;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.PresenceResult;
import io.github.centrifugal.centrifuge.PresenceStatsResult;
import io.github.centrifugal.centrifuge.PublicationEvent;
import io.github.centrifugal.centrifuge.PublishResult;
import io.github.centrifugal.centrifuge.RPCResult;
import io.github.centrifugal.centrifuge.ReplyError;
import io.github.centrifugal.centrifuge.ResultCallback;
import io.github.centrifugal.centrifuge.SubscribedEvent;
import io.github.centrifugal.centrifuge.Subscription;
import io.github.centrifugal.centrifuge.SubscriptionEventListener;
import io.github.centrifugal.centrifuge.SubscriptionOptions;
import io.github.centrifugal.centrifuge.UnsubscribedEvent;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.Unsubscribe;

/** The official Java client, unmodified, understands what the codec writes. */
class OfficialJavaClientTest {
    private final ScriptedServer server = new ScriptedServer();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private Client client;

    @BeforeEach
    void connect() throws IOException {
        server.start();
        client = new Client(server.address(), new Options(), new EventListener() {
            @Override
            public void onConnected(Client client, ConnectedEvent event) {
                events.add("connected as " + event.getClient() + " with " + text(event.getData()));
            }

            @Override
            public void onDisconnected(Client client, DisconnectedEvent event) {
                events.add("disconnected: " + event.getCode() + " " + event.getReason());
            }
        });
        client.connect();
        assertThat(next()).isEqualTo("connected as c1 with {\"hello\":1}");
    }

    @AfterEach
    void close() throws InterruptedException {
        client.close(1_000);
        server.close();
    }

    private static String text(byte[] data) {
        return new String(data, UTF_8);
    }

    private String next() {
        try {
            return String.valueOf(events.poll(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
    void aSubscriberRecoversAndFollows() throws Exception {
        subscribe();
        ClientInfo bob = ClientInfo.of("bob", "c2");
        server.push(Push.publication(
                "news", Publication.of(json("{\"n\":8}")).withOffset(8).withInfo(bob)));
        assertThat(next()).isEqualTo("publication 8 {\"n\":8} by bob");
        server.push(Push.join("news", bob));
        assertThat(next()).isEqualTo("join bob c2");
        server.push(Push.unsubscribe("news", Unsubscribe.BY_SERVER));
        assertThat(next()).isEqualTo("unsubscribed: 2000 unsubscribed by the server");
    }

    private Subscription subscribe() throws Exception {
        SubscriptionOptions options = new SubscriptionOptions();
        options.setRecoverable(true);
        Subscription subscription = client.newSubscription("news", options, new SubscriptionEventListener() {
            @Override
            public void onSubscribed(Subscription subscription, SubscribedEvent event) {
                events.add("subscribed, recovered: " + event.getRecovered() + ", recoverable: " + event.getRecoverable()
                        + ", data: " + text(event.getData()));
            }

            @Override
            public void onPublication(Subscription subscription, PublicationEvent event) {
                events.add("publication " + event.getOffset() + " " + text(event.getData()) + " by "
                        + event.getInfo().getUser());
            }

            @Override
            public void onJoin(Subscription subscription, JoinEvent event) {
                events.add("join " + event.getInfo().getUser() + " "
                        + event.getInfo().getClient());
            }

            @Override
            public void onUnsubscribed(Subscription subscription, UnsubscribedEvent event) {
                events.add("unsubscribed: " + event.getCode() + " " + event.getReason());
            }
        });
        subscription.subscribe();
        assertThat(next()).isEqualTo("subscribed, recovered: true, recoverable: true, data: [1]");
        assertThat(next()).isEqualTo("publication 7 \"missed\" by alice");
        return subscription;
    }

    @Test
    void everyRequestHasItsResult() throws Exception {
        Subscription subscription = subscribe();
        assertThat(OfficialJavaClientTest.<PublishResult>result(
                        done -> subscription.publish("{\"text\": \"hi\"}".getBytes(UTF_8), done)))
                .isNotNull();
        assertThat(server.published()).isEqualTo("news {\"text\":\"hi\"}");
        assertThat(OfficialJavaClientTest.<PresenceResult>result(subscription::presence)
                        .getClients()
                        .get("c9")
                        .getUser())
                .isEqualTo("alice");
        PresenceStatsResult stats = result(subscription::presenceStats);
        assertThat(stats.getNumClients()).isEqualTo(3);
        assertThat(stats.getNumUsers()).isEqualTo(2);
        HistoryResult history = result(done -> subscription.history(
                new HistoryOptions.Builder().withLimit(10).withReverse(true).build(), done));
        assertThat(history.getPublications()).hasSize(1);
        assertThat(history.getOffset()).isEqualTo(7);
        assertThat(history.getEpoch()).isEqualTo("e");
        RPCResult rpc = result(done -> client.rpc("sum", "[1,2]".getBytes(UTF_8), done));
        assertThat(text(rpc.getData())).isEqualTo("{\"sum\":[1,2]}");
    }

    @Test
    void anErrorHasItsCode() {
        assertThat(catchThrowable(() -> OfficialJavaClientTest.<PublishResult>result(
                        done -> client.publish("news", "no JSON".getBytes(UTF_8), done))))
                .hasCauseInstanceOf(ReplyError.class)
                .cause()
                .extracting(error -> ((ReplyError) error).getCode())
                .isEqualTo(107);
    }

    @Test
    void aTerminalDisconnectEndsTheClient() {
        server.disconnect(Disconnect.FORCE_NO_RECONNECT);
        assertThat(next()).isEqualTo("disconnected: 3503 disconnected by the server");
    }

    private static JsonData json(String text) {
        return JsonData.parse(text).orElseThrow();
    }
}
