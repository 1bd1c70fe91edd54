package scf.websocket.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import scf.websocket.channels.auth.ConnectionClaims;
import scf.websocket.channels.auth.ServerSubscription;
import scf.websocket.channels.protocol.ConnectRequest;
import scf.websocket.channels.protocol.ConnectResult;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.RefreshResult;
import scf.websocket.channels.protocol.SubscribeRequest;
import scf.websocket.channels.store.UserStore;
import scf.websocket.event.Utf8;

/** Signs a client in, and lets it stay when its token is renewed. */
final class ConnectHandler {
    /** How long after its token has expired a client may still renew it. */
    static final Duration GRACE = Duration.ofSeconds(25);

    static final int PING_SECONDS = 25;

    /** Bounds what the gateway keeps for the connection. */
    private static final int MAX_CLAIM_BYTES = 1024;

    private final Services services;
    private final Exchange exchange;
    private final UserGuard guard;
    private final CommandLimits limits;

    ConnectHandler(Services services, Exchange exchange, UserGuard guard, CommandLimits limits) {
        this.services = services;
        this.exchange = exchange;
        this.guard = guard;
        this.limits = limits;
    }

    /**
     * @throws CommandRefusal if the token has expired, or the user connects too often
     * @throws ConnectionRefusal if it is not valid, or the user is blocked
     */
    ConnectResult connect(ConnectRequest request) throws Exception {
        String ofHandshake = exchange.session().token();
        ConnectionClaims token = Verdicts.claims(
                services.authenticator.connect(request.token().isEmpty() ? ofHandshake : request.token()));
        requireStorable(token);
        limits.countConnect(token.user());
        guard.signIn(token.user(), exchange.id());
        signIn(token);
        ConnectResult.Builder result = ConnectResult.builder(Digests.client(exchange.id()))
                .timeToLive(token.expiry().map(services::timeUntil).orElse(null))
                .pingSeconds(PING_SECONDS);
        SubscribeHandler subscriptions = new SubscribeHandler(services, exchange);
        for (ServerSubscription granted : token.subscriptions()) {
            SubscribeRequest wanted = request.subscriptions().get(granted.channel());
            result.subscription(
                    granted.channel(),
                    subscriptions.byServer(
                            wanted == null
                                    ? SubscribeRequest.builder(granted.channel())
                                            .build()
                                    : wanted,
                            granted));
        }
        if (!token.user().isEmpty()) {
            exchange.hub().join(ChannelGroups.user(token.user()), exchange.id());
        }
        return result.build();
    }

    private static void requireStorable(ConnectionClaims token) {
        boolean isStorable = Utf8.isWithin(token.user(), UserStore.MAX_USER_BYTES)
                && token.user().chars().noneMatch(Character::isISOControl)
                && isSmall(token.info())
                && isSmall(token.meta())
                && token.subscriptions().size() <= Session.MAX_CHANNELS;
        if (!isStorable) {
            throw new ConnectionRefusal(Disconnect.INVALID_TOKEN);
        }
    }

    private void signIn(ConnectionClaims token) {
        exchange.session(exchange.session().signedIn(Identity.of(token)));
        limit(token.expiry());
    }

    private static boolean isSmall(Optional<JsonData> claim) {
        return claim.isEmpty() || claim.get().bytes() <= MAX_CLAIM_BYTES;
    }

    private void limit(Optional<Instant> expires) {
        if (expires.isPresent()) {
            Duration time = services.timeUntil(expires.get()).plus(GRACE);
            exchange.hub().deadline(min(max(time, GRACE), Duration.ofDays(365)), Disconnect.EXPIRED.closeReason());
        } else {
            exchange.hub().noDeadline();
        }
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** @throws ConnectionRefusal if the token has expired, is not valid, or is of another user, or the user is blocked */
    RefreshResult refresh(RefreshRequest request) {
        ConnectionClaims token = Verdicts.claims(services.authenticator.refresh(
                request.token(), exchange.session().user()));
        requireStorable(token);
        guard.stay(token.user());
        signIn(token);
        return RefreshResult.of(
                Digests.client(exchange.id()),
                token.expiry().map(services::timeUntil).orElse(null));
    }
}
