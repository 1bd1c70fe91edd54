package scf.websocket.channels;

import java.util.Locale;
import java.util.Optional;
import scf.websocket.event.ConnectEvent;

/**
 * The connection token of a handshake, for clients that cannot put it into their connect command: the header {@code
 * Authorization: Bearer TOKEN}, otherwise the query parameter {@code token}. The gateway passes on neither unless {@code
 * --pass-headers} or {@code --pass-query} names it. It is verified with the connect command, which may bring another one:
 * a client that is refused by the handshake would come back for ever.
 */
final class HandshakeToken {
    private static final String SCHEME = "bearer ";

    private HandshakeToken() {}

    /** Returns the token, unverified; empty without one. */
    static String of(ConnectEvent event) {
        Optional<String> bearer = event.header("authorization")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(value -> value.substring(SCHEME.length()).trim());
        return bearer.orElseGet(() -> event.query("token").orElse(""));
    }
}
