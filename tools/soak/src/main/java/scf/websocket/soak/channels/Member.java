package scf.websocket.soak.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.centrifugal.centrifuge.Client;
import io.github.centrifugal.centrifuge.ClientState;
import io.github.centrifugal.centrifuge.ConnectedEvent;
import io.github.centrifugal.centrifuge.DisconnectedEvent;
import io.github.centrifugal.centrifuge.DuplicateSubscriptionException;
import io.github.centrifugal.centrifuge.EventListener;
import io.github.centrifugal.centrifuge.Options;
import io.github.centrifugal.centrifuge.PublicationEvent;
import io.github.centrifugal.centrifuge.ReplyError;
import io.github.centrifugal.centrifuge.SubscribedEvent;
import io.github.centrifugal.centrifuge.SubscribingEvent;
import io.github.centrifugal.centrifuge.Subscription;
import io.github.centrifugal.centrifuge.SubscriptionEventListener;
import io.github.centrifugal.centrifuge.SubscriptionState;
import io.github.centrifugal.centrifuge.UnsubscribedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import scf.websocket.soak.Figures;

/**
 * An official client, unmodified, which subscribes, unsubscribes, publishes, leaves and comes back. One thread decides; the client's
 * threads observe. Bears what the client (0.4.1 to 0.7.0) does wrong with every server: {@link Listener#correct}, and
 * {@link Observation.Stray}.
 */
final class Member implements AutoCloseable {
    private static final int OWN_CALL = 0;
    private static final int INSUFFICIENT_STATE = 2500;
    private static final int AWAY_TURNS = 3;

    private final String name;
    private final Acknowledged acknowledged;
    private final Figures figures;
    private final Client client;
    private final Map<String, Subscription> subscriptions = new TreeMap<>();
    private final Map<String, ChannelLog> logs = new TreeMap<>();

    /** The channels that it wants to be in. */
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean publishing = new AtomicBoolean();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private volatile String id = "";
    private int published;
    private int away;

    /** @param address of one gateway or several */
    Member(int number, String address, List<String> channels, Acknowledged acknowledged, Figures figures) {
        this.name = "m" + number;
        this.acknowledged = acknowledged;
        this.figures = figures;
        Options options = new Options();
        options.setMinReconnectDelay(50);
        options.setMaxReconnectDelay(2000);
        this.client = new Client(address, options, new Connection());
        for (String channel : channels) {
            ChannelLog log = new ChannelLog();
            logs.put(channel, log);
            try {
                subscriptions.put(channel, client.newSubscription(channel, new Listener(log)));
            } catch (DuplicateSubscriptionException e) {
                throw new IllegalArgumentException(channel, e);
            }
        }
        client.connect();
        subscribe(List.copyOf(subscriptions.values()).get(number % channels.size()));
    }

    /** Decides what to do next. */
    void act(Random random) {
        int choice = random.nextInt(100);
        List<Subscription> all = List.copyOf(subscriptions.values());
        Subscription any = all.get(random.nextInt(all.size()));
        if (away > 0) {
            comeBack(--away);
        } else if (choice < 72) {
            publishSomewhere(random);
        } else if (choice < 95) {
            toggle(any);
        } else if (choice < 98) {
            figures.count("clients that left");
            away = 1 + random.nextInt(AWAY_TURNS);
            client.disconnect();
        }
    }

    private void comeBack(int turnsLeft) {
        if (turnsLeft == 0) {
            client.connect();
        }
    }

    /** Ends the random part: connects again, if it had left. */
    void stay() {
        if (away > 0) {
            away = 0;
            client.connect();
        }
    }

    private void publishSomewhere(Random random) {
        List<String> current = subscribed();
        if (!current.isEmpty()) {
            publish(current.get(random.nextInt(current.size())));
        }
    }

    /** Publishes, unless the last publication is not answered yet. */
    private void publish(String channel) {
        if (!publishing.compareAndSet(false, true)) {
            return;
        }
        String text = "\"" + name + "-" + ++published + "\"";
        client.publish(channel, text.getBytes(UTF_8), (error, result) -> {
            publishing.set(false);
            figures.count(error == null ? "publications acknowledged" : "publications answered with " + error);
            if (error == null) {
                acknowledged.add(channel, text);
            }
        });
    }

    private void subscribe(Subscription subscription) {
        wanted.add(subscription.getChannel());
        subscription.subscribe();
    }

    private void toggle(Subscription subscription) {
        if (leaving.get()) {
            return;
        }
        if (!wanted.remove(subscription.getChannel())) {
            subscribe(subscription);
            return;
        }
        leaving.set(true);
        subscription.unsubscribe();
        // The first answer may be sent before the client's unsubscribe, the second is not.
        awaitAnswers(2);
    }

    /**
     * Waits until the server has handled what was sent before. A client that subscribes again before that takes the server's late
     * answers for those to its new request.
     */
    private void awaitAnswers(int count) {
        client.rpc("", new byte[0], (error, result) -> {
            boolean isAnswered = error == null || error instanceof ReplyError;
            int left = isAnswered ? count - 1 : count;
            if (left > 0 && (isAnswered || error instanceof TimeoutException)) {
                awaitAnswers(left);
            } else {
                leaving.set(false);
            }
        });
    }

    String name() {
        return name;
    }

    /** The channels that it is in. */
    List<String> subscribed() {
        List<String> channels = in(SubscriptionState.SUBSCRIBED);
        channels.retainAll(wanted);
        return channels;
    }

    private List<String> in(SubscriptionState state) {
        List<String> channels = new ArrayList<>();
        subscriptions.forEach((channel, subscription) -> {
            if (subscription.getState() == state) {
                channels.add(channel);
            }
        });
        return channels;
    }

    /** Whether it is connected, and in every channel that it wants to be in. */
    boolean isSettled() {
        return client.getState() == ClientState.CONNECTED
                && Set.copyOf(in(SubscriptionState.SUBSCRIBED)).equals(wanted)
                && in(SubscriptionState.SUBSCRIBING).isEmpty()
                && !publishing.get()
                && !leaving.get();
    }

    @Override
    public String toString() {
        return name + ", " + client.getState() + ", subscribing to " + in(SubscriptionState.SUBSCRIBING)
                + (publishing.get() ? ", publishing" : "") + (leaving.get() ? ", leaving" : "");
    }

    /** The id of its current connection. */
    String id() {
        return id;
    }

    /** What it observed in a channel so far. */
    List<Observation> log(String channel) {
        ChannelLog log = logs.get(channel);
        return log == null ? List.of() : log.observations();
    }

    @Override
    public void close() {
        try {
            client.close(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Connection extends EventListener {
        @Override
        public void onConnected(Client connected, ConnectedEvent event) {
            id = event.getClient();
            figures.count("connects");
        }

        @Override
        public void onDisconnected(Client disconnected, DisconnectedEvent event) {
            if (event.getCode() != OWN_CALL) {
                figures.violation(name + " was disconnected for good: " + event.getCode() + " " + event.getReason());
            }
        }
    }

    private final class Listener extends SubscriptionEventListener {
        private final ChannelLog log;

        Listener(ChannelLog log) {
            this.log = log;
        }

        @Override
        public void onSubscribed(Subscription subscription, SubscribedEvent event) {
            correct(subscription, "subscribed");
            log.add(new Observation.Subscribed(
                    event.wasRecovering(), event.getRecovered(), Position.of(event.getStreamPosition())));
            figures.count(
                    !event.wasRecovering()
                            ? "subscribes"
                            : "subscribes that were " + (event.getRecovered() ? "" : "not ") + "recovered");
        }

        @Override
        public void onPublication(Subscription subscription, PublicationEvent event) {
            String text = new String(event.getData(), UTF_8);
            if (client.getState() == ClientState.CONNECTED) {
                log.add(new Observation.Heard(event.getOffset(), text));
                figures.count("publications heard");
            } else {
                log.add(new Observation.Stray(event.getOffset(), text));
                figures.count("publications heard from a connection that was left");
            }
        }

        /**
         * A client that gets the answer to a subscribe, or a push that ends the subscription with 2500, after the application has
         * unsubscribed, is subscribed again. The server has handled the unsubscribe by then, or will.
         */
        private void correct(Subscription subscription, String state) {
            if (!wanted.contains(subscription.getChannel())) {
                figures.count("clients " + state + " although they had unsubscribed");
                subscription.unsubscribe();
            }
        }

        @Override
        public void onSubscribing(Subscription subscription, SubscribingEvent event) {
            correct(subscription, "subscribing");
            if (event.getCode() == INSUFFICIENT_STATE) {
                figures.count("subscriptions ended with 2500");
            }
        }

        @Override
        public void onUnsubscribed(Subscription subscription, UnsubscribedEvent event) {
            log.add(new Observation.Left());
            if (event.getCode() != OWN_CALL) {
                figures.violation(name + " was unsubscribed from " + subscription.getChannel() + ": " + event.getCode()
                        + " " + event.getReason());
            }
        }
    }
}
