package scf.websocket.channels;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.ConnectDecision;
import scf.websocket.app.Heartbeat;
import scf.websocket.app.Hub;
import scf.websocket.app.TailAnswers;
import scf.websocket.app.WebSocketApp;
import scf.websocket.channels.auth.Authenticator;
import scf.websocket.channels.codec.ClientFrame;
import scf.websocket.channels.codec.Codec;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.store.MySqlChannelStore;
import scf.websocket.channels.store.MySqlUserStore;
import scf.websocket.channels.store.Subscriber;
import scf.websocket.config.Settings;
import scf.websocket.event.CloseEvent;
import scf.websocket.event.ConnectEvent;
import scf.websocket.event.ExtensionFields;
import scf.websocket.event.Feature;
import scf.websocket.event.MessageEvent;
import scf.websocket.event.TailsEvent;
import scf.websocket.event.Utf8;
import scf.websocket.push.Message;

/**
 * The application with channels, for clients of Centrifugo's protocol: {@code WEBSOCKET_APP} names this class. The
 * gateway keeps what the application must know about a connection; the tables keep the rest. Thread-safe.
 */
public final class ChannelsApp implements WebSocketApp {
    private static final Set<Feature> REQUIRED =
            EnumSet.of(Feature.CONTEXT, Feature.HEARTBEAT, Feature.DEADLINE, Feature.GROUPS, Feature.TAILS);

    private static final Duration SIGN_IN_TIME = Duration.ofSeconds(25);

    private final Services services;
    private final TailReader tails;
    private final @Nullable PlainRoom plainRoom;

    /**
     * For the functions.
     *
     * @param database the pool of the connection store
     * @throws scf.websocket.config.SettingsException naming the setting that is malformed
     */
    public ChannelsApp(Settings settings, DataSource database) {
        this(
                new Services(
                        ChannelsConfig.of(settings),
                        Authenticator.of(settings, Clock.systemUTC()),
                        MySqlChannelStore.of(database, Clock.systemUTC(), System::nanoTime),
                        MySqlUserStore.of(database, Clock.systemUTC(), System::nanoTime),
                        Policies.load(settings, database),
                        Clock.systemUTC(),
                        System::nanoTime),
                settings);
    }

    ChannelsApp(Services services, Settings settings) {
        this.services = services;
        this.plainRoom = services.config
                .plainRoom()
                .map(options -> new PlainRoom(options, settings, services))
                .orElse(null);
        this.tails = new TailReader(services.store, services.config);
    }

    @Override
    public List<String> subprotocols() {
        return List.of(Codec.PROTOBUF_SUBPROTOCOL);
    }

    /** Accepts every client: one that may not stay learns so when it signs in. A 403 would bring it back for ever. */
    @Override
    public ConnectDecision onConnect(ConnectEvent event, Hub hub) {
        if (!hub.features().containsAll(REQUIRED)) {
            return ConnectDecision.refuse(
                    "the gateway must announce contexts, heartbeats, deadlines, groups and tails");
        }
        if (plainRoom != null && plainRoom.isFor(event)) {
            plainRoom.enter(event, hub);
            return ConnectDecision.accept();
        }
        boolean isProtobuf = event.subprotocols().contains(Codec.PROTOBUF_SUBPROTOCOL);
        Message heartbeat = Encodings.codec(isProtobuf).heartbeat();
        hub.heartbeat(Heartbeat.sending(heartbeat, Duration.ofSeconds(ConnectHandler.PING_SECONDS))
                .swallowing(heartbeat));
        hub.deadline(SIGN_IN_TIME, Disconnect.STALE.closeReason());
        hub.context(opened(isProtobuf, services.authenticator.takesTokens() ? HandshakeToken.of(event) : ""));
        return isProtobuf ? ConnectDecision.accept(Codec.PROTOBUF_SUBPROTOCOL) : ConnectDecision.accept();
    }

    /** A token that the gateway cannot keep becomes an invalid one: without any, the client might be anonymous. */
    private static String opened(boolean isProtobuf, String token) {
        String context = JsonSession.write(Session.opened(isProtobuf, token));
        return Utf8.isWithin(context, ExtensionFields.MAX_CONTEXT_BYTES)
                ? context
                : JsonSession.write(Session.opened(isProtobuf, "too-long"));
    }

    @Override
    public void onMessage(MessageEvent event, Hub hub) throws Exception {
        if (plainRoom != null
                && event.context().filter(PlainRoom.CONTEXT::equals).isPresent()) {
            plainRoom.onMessage(event, hub);
            return;
        }
        Session session = event.context().flatMap(JsonSession::read).orElse(null);
        if (session == null) {
            // The gateway had no room for it, or has lost it. The client comes back.
            hub.close(event.connectionId(), Disconnect.STATE_INVALIDATED.closeReason());
            return;
        }
        ClientFrame frame = Encodings.codec(session.isProtobuf()).read(Message.of(event));
        Exchange exchange = new Exchange(hub, event.connectionId(), session);
        UserGuard guard = new UserGuard(services.users);
        CommandLimits limits = new CommandLimits(services, exchange, frame.commands());
        while (limits.hasNext()) {
            new CommandHandler(services, exchange, guard, limits).handle();
            if (exchange.isClosed()) {
                return;
            }
        }
        frame.disconnect().ifPresent(exchange::close);
        exchange.end();
    }

    @Override
    public void onClose(CloseEvent event, Hub hub) {
        Outlet outlet = new HubOutlet(hub);
        for (Subscriber left : services.store.end(event.connectionId())) {
            SubscribeHandler.left(services, outlet, left);
        }
    }

    @Override
    public void onSweep(Hub hub) {
        new ChannelSweep(services.store, services.users, hub).run();
    }

    @Override
    public void onTails(TailsEvent event, TailAnswers answers) {
        tails.answer(event, answers);
    }
}
