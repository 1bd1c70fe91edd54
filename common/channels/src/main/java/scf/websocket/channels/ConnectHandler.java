package scf.websocket.channels;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import scf.websocket.channels.protocol.ConnectRequest;
import scf.websocket.channels.protocol.ConnectResult;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.RefreshResult;
import scf.websocket.channels.protocol.SubscribeRequest;

/** Signs a client in, and lets it stay when its token is renewed. */
final class ConnectHandler {
    /** What a client has to renew its token after it has expired. */
    static final Duration GRACE = Duration.ofSeconds(25);

    static final int PING_SECONDS = 25;

    /** Bounds on what the gateway keeps for the connection. */
    private static final int MAX_USER_BYTES = 255;

    private static final int MAX_INFO_BYTES = 1024;

    private final Services services;
    private final Exchange exchange;

    ConnectHandler(Services services, Exchange exchange) {
        this.services = services;
        this.exchange = exchange;
    }

    /**
     * @throws CommandRefusal if the token has expired
     * @throws ConnectionRefusal if it is not valid
     */
    ConnectResult connect(ConnectRequest request) throws Exception {
        SignIn.Result token = services.signIn.connection(request.token());
        if (token.isExpired()) {
            throw new CommandRefusal(ProtocolError.TOKEN_EXPIRED);
        }
        if (token.refusal().isPresent()) {
            throw new ConnectionRefusal(token.refusal().get());
        }
        if (!isStorable(token)) {
            throw new ConnectionRefusal(Disconnect.INVALID_TOKEN);
        }
        exchange.session(exchange.session()
                .signedIn(
                        token.user(), token.info().orElse(null), token.expires().orElse(null)));
        limit(token.expires());
        String client = Digests.client(exchange.id());
        ConnectResult.Builder result = ConnectResult.builder(client)
                .timeToLive(token.expires().map(this::timeToLive).orElse(null))
                .pingSeconds(PING_SECONDS);
        SubscribeHandler subscriptions = new SubscribeHandler(services, exchange);
        for (String channel : token.channels()) {
            SubscribeRequest wanted = request.subscriptions().get(channel);
            result.subscription(
                    channel,
                    subscriptions.byServer(
                            wanted == null ? SubscribeRequest.builder(channel).build() : wanted));
        }
        if (!token.user().isEmpty()) {
            exchange.hub().join(ChannelGroups.user(token.user()), exchange.id());
        }
        return result.build();
    }

    private static boolean isStorable(SignIn.Result token) {
        return token.user().getBytes(StandardCharsets.UTF_8).length <= MAX_USER_BYTES
                && token.user().chars().noneMatch(Character::isISOControl)
                && token.info().map(info -> info.bytes() <= MAX_INFO_BYTES).orElse(true)
                && token.channels().size() <= Session.MAX_CHANNELS;
    }

    private Duration timeToLive(Instant expires) {
        return Duration.between(services.clock.instant(), expires);
    }

    private void limit(Optional<Instant> expires) {
        if (expires.isPresent()) {
            Duration time = timeToLive(expires.get()).plus(GRACE);
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

    /** @throws ConnectionRefusal if the token has expired, is not valid, or is of another user */
    RefreshResult refresh(RefreshRequest request) {
        SignIn.Result token = services.signIn.connection(request.token());
        if (token.isExpired()) {
            // The error 109 would end the client for good.
            throw new ConnectionRefusal(Disconnect.EXPIRED);
        }
        if (token.refusal().isPresent()
                || !token.user().equals(exchange.session().user())
                || !isStorable(token)) {
            throw new ConnectionRefusal(Disconnect.INVALID_TOKEN);
        }
        exchange.session(exchange.session()
                .signedIn(
                        token.user(), token.info().orElse(null), token.expires().orElse(null)));
        limit(token.expires());
        return RefreshResult.of(
                Digests.client(exchange.id()),
                token.expires().map(this::timeToLive).orElse(null));
    }
}
