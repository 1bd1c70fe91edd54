package scf.websocket.gateway.redis;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of Redis, or of the Sentinels that know it, and the credentials. The text form contains no password.
 * Immutable.
 */
public final class RedisUrl {
    /** Servers to ask for others. */
    static final int MAX_ADDRESSES = 16;

    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    private static final Pattern ONE =
            Pattern.compile("(rediss?)://([^@/\\s]*@)?(" + RedisAddress.FORM + ")(/\\d{1,4})?");

    private static final Pattern SENTINELS = Pattern.compile("(rediss?)\\+sentinel://([^@/\\s]*@)?("
            + RedisAddress.FORM + "(?:," + RedisAddress.FORM + ")*)/([A-Za-z0-9._-]{1,64})(/\\d{1,4})?"
            + "(?:\\?sentinel=([^@/?#&\\s]+))?");

    private static final Pattern CLUSTER = Pattern.compile(
            "(rediss?)\\+cluster://([^@/\\s]*@)?(" + RedisAddress.FORM + "(?:," + RedisAddress.FORM + ")*)");

    private final String scheme;
    private final boolean cluster;
    private final String credentials;
    private final String database;
    private final List<RedisAddress> addresses;
    private final @Nullable String master;
    private final @Nullable String sentinelCredentials;

    private RedisUrl(
            String scheme,
            boolean cluster,
            @Nullable String credentials,
            String addresses,
            int defaultPort,
            @Nullable String database,
            @Nullable String master,
            @Nullable String sentinelCredentials) {
        this.scheme = scheme;
        this.cluster = cluster;
        this.credentials = credentials == null ? "" : credentials;
        this.database = database == null ? "" : database;
        this.master = master;
        this.sentinelCredentials = sentinelCredentials;
        List<RedisAddress> all = new ArrayList<>();
        for (String address : addresses.split(",", -1)) {
            all.add(RedisAddress.parse(address, defaultPort));
        }
        this.addresses = List.copyOf(all);
    }

    /**
     * @param url {@code redis://[[user]:password@]host[:port][/database]}, or {@code
     * redis+sentinel://[[user]:password@]host[:port],…/master[/database][?sentinel=[user]:password]}, or {@code
     * redis+cluster://[[user]:password@]host[:port],…}; {@code rediss} for
     * TLS
     * @throws IllegalArgumentException if the URL is invalid; the message does not quote it, because it may contain a
     * password
     */
    public static RedisUrl parse(String url) {
        try {
            Optional<RedisUrl> parsed = parts(url);
            if (parsed.isPresent() && parsed.get().addresses.size() <= MAX_ADDRESSES) {
                // Decodes the credentials once, so that a wrong escape fails here.
                parsed.get().uri(parsed.get().addresses.get(0));
                parsed.get().sentinels(parsed.get().addresses.get(0));
                return parsed.get();
            }
        } catch (IllegalArgumentException e) {
            // Reported below without the cause, whose message quotes the URL.
        }
        throw new IllegalArgumentException(
                "--redis (GATEWAY_REDIS) must be like redis://:password@10.0.0.5:6379/0, password and database left out"
                        + " where there are none, or like redis+sentinel://:password@10.0.0.5:26379,10.0.0.6:26379/master"
                        + " or redis+cluster://:password@10.0.0.5:6379,10.0.0.6:6379; "
                        + " a password with @ / % or another special character in it needs them as %40, %2F, %25");
    }

    private static Optional<RedisUrl> parts(String url) {
        Matcher one = ONE.matcher(url);
        if (one.matches()) {
            return Optional.of(
                    new RedisUrl(one.group(1), false, one.group(2), one.group(3), PORT, one.group(4), null, null));
        }
        Matcher cluster = CLUSTER.matcher(url);
        if (cluster.matches()) {
            return Optional.of(
                    new RedisUrl(cluster.group(1), true, cluster.group(2), cluster.group(3), PORT, null, null, null));
        }
        Matcher sentinels = SENTINELS.matcher(url);
        return sentinels.matches()
                ? Optional.of(new RedisUrl(
                        sentinels.group(1),
                        false,
                        sentinels.group(2),
                        sentinels.group(3),
                        SENTINEL_PORT,
                        sentinels.group(5),
                        sentinels.group(4),
                        sentinels.group(6)))
                : Optional.empty();
    }

    /** Whether another URL differs in credentials only. */
    boolean hasSameServers(RedisUrl other) {
        return scheme.equals(other.scheme)
                && cluster == other.cluster
                && addresses.equals(other.addresses)
                && database.equals(other.database)
                && Objects.equals(master, other.master);
    }

    boolean hasSameCredentials(RedisUrl other) {
        return credentials.equals(other.credentials) && Objects.equals(sentinelCredentials, other.sentinelCredentials);
    }

    /** Whether the addresses are some of the servers of a Redis Cluster. */
    public boolean isCluster() {
        return cluster;
    }

    /** Returns the address of Redis, those of the Sentinels, or those of servers of a cluster. */
    List<RedisAddress> addresses() {
        return addresses;
    }

    /** Returns the name under which Sentinels know the primary; empty without Sentinels. */
    Optional<String> master() {
        return Optional.ofNullable(master);
    }

    /** Returns a Redis with its credentials; a new copy, because Lettuce's type is mutable. */
    RedisURI uri(RedisAddress redis) {
        return RedisURI.create(scheme + "://" + credentials + redis + database);
    }

    /**
     * Returns a Sentinel with the credentials to try in turn: the given ones, or else none, then those of Redis. A
     * Sentinel without a password rejects every password.
     */
    List<RedisURI> sentinels(RedisAddress sentinel) {
        if (sentinelCredentials != null) {
            return List.of(RedisURI.create(scheme + "://" + sentinelCredentials + "@" + sentinel));
        }
        RedisURI without = RedisURI.create(scheme + "://" + sentinel);
        return credentials.isEmpty()
                ? List.of(without)
                : List.of(without, RedisURI.create(scheme + "://" + credentials + sentinel));
    }

    /** Returns hosts and ports, with the name of the primary. */
    @Override
    public String toString() {
        String hosts = addresses.stream()
                .map(RedisAddress::toString)
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        return master == null ? hosts : hosts + "/" + master;
    }
}
