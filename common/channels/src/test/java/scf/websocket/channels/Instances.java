package scf.websocket.channels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scf.websocket.channels.auth.Authenticator;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.store.ChannelsDatabase;
import scf.websocket.config.Settings;
import scf.websocket.connection.MutableClock;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.push.ReversePush;

/** Instances of the application with one clock on one database, each with connections of its own. */
final class Instances implements AutoCloseable {
    /** Everybody may do everything. */
    static final String OPEN =
            "'presence':true,'history_size':100,'history_ttl':'24h','allow_subscribe_for_client':true,"
                    + "'allow_subscribe_for_anonymous':true,'allow_publish_for_client':true,'allow_publish_for_anonymous':true,"
                    + "'allow_history_for_client':true,'allow_history_for_anonymous':true,'allow_presence_for_client':true,"
                    + "'allow_presence_for_anonymous':true";

    final MutableClock clock = new MutableClock(ClientUnderTest.NOW);
    private final List<MySqlConnectionStore> pools = new ArrayList<>();

    Instances() {
        ChannelsDatabase.clear();
    }

    /**
     * @param client the member {@code client} of the configuration, with single quotes; empty for none
     * @param settings in addition to the configuration and the key of the tokens, or instead of them
     */
    ChannelsApp start(String client, ChannelPolicy policy, Map<String, String> settings) {
        MySqlConnectionStore connections = pool();
        Map<String, String> all = new HashMap<>(Map.of(
                "CHANNELS_CONFIG",
                config(client),
                "AUTH_MODE",
                "optional",
                "TOKEN_HMAC_SECRET_KEY",
                SignedTokens.SECRET));
        all.putAll(settings);
        Settings environment = Settings.of(all);
        return new ChannelsApp(
                new Services(
                        ChannelsConfig.of(environment),
                        Authenticator.of(environment, clock),
                        ChannelsDatabase.store(connections, clock),
                        ChannelsDatabase.users(connections, clock),
                        policy,
                        clock,
                        System::nanoTime),
                environment);
    }

    private MySqlConnectionStore pool() {
        MySqlConnectionStore connections = MySqlConnectionStore.of(ChannelsDatabase.settings());
        pools.add(connections);
        return connections;
    }

    private static String config(String client) {
        return ("{'without_namespace':{" + OPEN + "}" + (client.isEmpty() ? "" : ",'client':" + client) + "}")
                .replace('\'', '"');
    }

    /** Returns the server side of the channels. */
    Channels server(ReversePush push) {
        MySqlConnectionStore connections = pool();
        return new Channels(
                ChannelsConfig.of(Settings.of(Map.of("CHANNELS_CONFIG", config("")))),
                ChannelsDatabase.store(connections, clock),
                ChannelsDatabase.users(connections, clock),
                push,
                System::nanoTime);
    }

    ChannelsApp start(ChannelPolicy policy) {
        return start("", policy, Map.of());
    }

    @Override
    public void close() {
        pools.forEach(MySqlConnectionStore::close);
    }
}
