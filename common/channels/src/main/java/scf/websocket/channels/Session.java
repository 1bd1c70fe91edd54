package scf.websocket.channels;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
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

    private Session(boolean isProtobuf, String token, @Nullable Identity identity, Set<String> channels) {
        this.isProtobuf = isProtobuf;
        this.token = token;
        this.identity = identity;
        this.channels = Collections.unmodifiableSet(channels);
    }

    /**
     * Creates the session of a client that has not signed in.
     *
     * @param token of the handshake; empty without one
     */
    static Session opened(boolean isProtobuf, String token) {
        return new Session(isProtobuf, token, null, Collections.emptySet());
    }

    /** @param channels as {@link Digests#channel} names them */
    static Session of(boolean isProtobuf, Identity identity, Collection<String> channels) {
        return new Session(isProtobuf, "", identity, new LinkedHashSet<>(channels));
    }

    Session signedIn(Identity newIdentity) {
        return new Session(isProtobuf, "", newIdentity, channels);
    }

    Session with(String channel) {
        Set<String> more = new LinkedHashSet<>(channels);
        more.add(channel);
        return new Session(isProtobuf, token, identity, more);
    }

    Session without(String channel) {
        Set<String> fewer = new LinkedHashSet<>(channels);
        fewer.remove(channel);
        return new Session(isProtobuf, token, identity, fewer);
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

    /** Returns what other clients see of this one. */
    ClientInfo clientInfo(ConnectionId id) {
        return ClientInfo.of(user(), Digests.client(id), info().orElse(null), null);
    }
}
