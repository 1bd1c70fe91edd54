package scf.websocket.channels;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.event.ConnectionId;

/** What the gateway keeps about a connection between its events. Immutable. */
final class Session {
    /** The maximum number of channels of a client. */
    static final int MAX_CHANNELS = 100;

    private final boolean isProtobuf;

    /** Of the handshake, unverified; empty once the client has signed in. */
    private final String token;

    private final @Nullable Identity identity;
    private final Set<String> channels;

    /** By bucket: the due times that are not over. */
    private final Map<String, Long> dues;

    private Session(
            boolean isProtobuf,
            String token,
            @Nullable Identity identity,
            Set<String> channels,
            Map<String, Long> dues) {
        this.isProtobuf = isProtobuf;
        this.token = token;
        this.identity = identity;
        this.channels = Collections.unmodifiableSet(channels);
        this.dues = Collections.unmodifiableMap(dues);
    }

    /**
     * Creates the session of a client that has not signed in.
     *
     * @param token of the handshake; empty without one
     */
    static Session opened(boolean isProtobuf, String token) {
        return new Session(isProtobuf, token, null, Collections.emptySet(), Collections.emptyMap());
    }

    /**
     * @param channels as {@link Digests#channel} names them
     * @param dues by bucket
     */
    static Session of(boolean isProtobuf, Identity identity, Collection<String> channels, Map<String, Long> dues) {
        return new Session(isProtobuf, "", identity, new LinkedHashSet<>(channels), new HashMap<>(dues));
    }

    Session signedIn(Identity newIdentity) {
        return new Session(isProtobuf, "", newIdentity, channels, dues);
    }

    Session with(String channel) {
        Set<String> more = new LinkedHashSet<>(channels);
        more.add(channel);
        return new Session(isProtobuf, token, identity, more, dues);
    }

    Session without(String channel) {
        Set<String> fewer = new LinkedHashSet<>(channels);
        fewer.remove(channel);
        return new Session(isProtobuf, token, identity, fewer, dues);
    }

    /**
     * Moves the due time of a bucket, and forgets those that are over.
     *
     * @param now microseconds since the epoch of Unix, as all due times
     */
    Session with(String bucket, long due, long now) {
        Map<String, Long> later = new HashMap<>(dues);
        later.values().removeIf(time -> time <= now);
        later.put(bucket, due);
        return new Session(isProtobuf, token, identity, channels, later);
    }

    boolean isProtobuf() {
        return isProtobuf;
    }

    /** Returns the token of the handshake, unverified; empty without one, and once the client has signed in. */
    String token() {
        return token;
    }

    boolean isSignedIn() {
        return identity != null;
    }

    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /** Returns the user; empty for an anonymous one, or before the client has signed in. */
    String user() {
        return identity == null ? "" : identity.user();
    }

    Optional<JsonData> info() {
        return identity().flatMap(Identity::info);
    }

    Set<String> channels() {
        return channels;
    }

    Map<String, Long> dues() {
        return dues;
    }

    /** Returns the due time of a bucket; 0 if it is full. */
    long due(String bucket) {
        return dues.getOrDefault(bucket, 0L);
    }

    /** Returns what other clients see of this one. */
    ClientInfo clientInfo(ConnectionId id) {
        return ClientInfo.of(user(), Digests.client(id), info().orElse(null), null);
    }
}
