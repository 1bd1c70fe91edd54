package scf.websocket.testing.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import scf.websocket.channels.Channels;
import scf.websocket.channels.ChannelsApp;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.config.Settings;
import scf.websocket.connection.MySqlConnectionStore;
import scf.websocket.jar.TestDatabase;

/** The channels behind a real gateway, with a real database, and tokens for them. */
final class ChannelsGateway implements AutoCloseable {
    static final String SECRET = "a secret of at least 32 characters";

    /** Of clients that send plain text, if the options name it. */
    static final String PLAIN_PATH = "/plain/room";

    private static final String CONFIG = ("{'plain_room':{'path':'" + PLAIN_PATH + "','channel':'chat:plain'},"
                    + "'namespaces':[{'name':'chat','presence':true,'history_size':100,"
                    + "'history_ttl':'24h','force_recovery':true,'allow_subscribe_for_client':true,"
                    + "'allow_publish_for_subscriber':true,'allow_presence_for_subscriber':true,"
                    + "'allow_history_for_subscriber':true}]}")
            .replace('\'', '"');

    private final TestDatabase database = new TestDatabase();
    private final MySqlConnectionStore connections = MySqlConnectionStore.of(settings(Map.of()));
    private final DataSource pool = connections.shared(DataSource.class).orElseThrow();
    private final TestGateway gateway;

    ChannelsGateway(String... options) {
        this(Map.of(), false, options);
    }

    /**
     * @param more settings
     * @param posts whether the functions post every push
     */
    ChannelsGateway(Map<String, String> more, boolean posts, String... options) {
        // The database's folder outlives a run.
        for (String table : List.of("Channel", "Publication", "Subscription", "UserRestriction", "SignIn")) {
            database.execute("DELETE FROM " + table);
        }
        database.reset(0);
        ChannelsApp app = new ChannelsApp(settings(more), pool);
        gateway = posts ? TestGateway.startPosting(app, connections) : TestGateway.start(app, connections, options);
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("CHANNELS_CONFIG", CONFIG);
        all.putIfAbsent("CHANNELS_POLICY", EchoPolicy.class.getName());
        all.put("TOKEN_HMAC_SECRET_KEY", SECRET);
        all.put("DB_CONNECT_TIMEOUT_MILLIS", "5000");
        all.put("DB_QUERY_TIMEOUT_MILLIS", "5000");
        return Settings.of(database.environment(all));
    }

    String address() {
        return gateway.address();
    }

    TestHandshake handshake() {
        return gateway.handshake();
    }

    /** Unsubscribes a user, as a back end does. */
    boolean unsubscribe(String user, String channel) {
        return asBackEnd(channels -> channels.unsubscribe(user, channel));
    }

    boolean disconnect(String user) {
        return asBackEnd(channels -> channels.disconnect(user, Disconnect.FORCE_NO_RECONNECT));
    }

    boolean block(String user) {
        return asBackEnd(channels -> channels.blockUser(user, null));
    }

    private boolean asBackEnd(Predicate<Channels> call) {
        Settings server = settings(Map.of("PUSH_URL", gateway.pushUrl(), "PUSH_EXTENDED", "true"));
        try (Channels channels = Channels.of(server, pool, Clock.systemUTC(), System::nanoTime)) {
            return call.test(channels);
        }
    }

    /** Closes a user's connections, as a back end does, so that they come back. */
    boolean reconnect(String user) {
        return asBackEnd(channels -> channels.disconnect(user, Disconnect.FORCE_RECONNECT));
    }

    /** Returns a connection token. */
    static String token(String user, Instant expiry) {
        return token("\"sub\":\"" + user + "\",\"exp\":" + expiry.getEpochSecond());
    }

    /** Returns a token with these claims, without braces. */
    static String token(String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString("{\"alg\":\"HS256\"}".getBytes(UTF_8)) + "."
                + base64.encodeToString(("{" + claims + "}").getBytes(UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
        connections.close();
        database.close();
    }
}
