package scf.websocket.channels;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.auth.ServerSubscription;
import scf.websocket.channels.auth.SubscriptionClaims;
import scf.websocket.channels.config.ChannelOptions;
import scf.websocket.channels.config.ChannelRules;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubscribeRequest;
import scf.websocket.channels.protocol.SubscribeResult;
import scf.websocket.channels.protocol.Unsubscribe;
import scf.websocket.channels.store.HistoryLimits;
import scf.websocket.channels.store.HistoryPage;
import scf.websocket.channels.store.HistoryQuery;
import scf.websocket.channels.store.Subscriber;
import scf.websocket.event.DataType;
import scf.websocket.push.OrderedJoin;

/**
 * Subscribes a client: by its command, or by its connection token. First the read of the history, then the row that
 * makes the client present, the reply, and the join from the position of the reply on: nothing is missed, and nothing
 * comes twice. The publications of one handler's results together fit into a message.
 */
final class SubscribeHandler {
    private final Services services;
    private final Exchange exchange;

    /** For publications in results, in bytes. */
    private int room;

    SubscribeHandler(Services services, Exchange exchange) {
        this.services = services;
        this.exchange = exchange;
        this.room = exchange.maxMessageBytes() / 2;
    }

    /** @throws CommandRefusal if the client may not */
    SubscribeResult byClient(SubscribeRequest request) throws Exception {
        ChannelRules rules = services.config.rules(request.channel());
        boolean hasToken = !request.token().isEmpty();
        @Nullable SubscriptionClaims token = hasToken
                ? Verdicts.claims(services.authenticator.subscribe(
                        request.token(), exchange.session().user(), Digests.client(exchange.id()), request.channel()))
                : null;
        CommandRefusal.throwIfPresent(rules.subscribe(exchange.session().user(), hasToken));
        return token == null
                ? subscribe(request, rules, Grant.NONE)
                : subscribe(
                        request,
                        rules,
                        new Grant(
                                token.info().orElse(null),
                                token.data().orElse(null),
                                token.expiry().orElse(null),
                                false));
    }

    /** A connection token names the channel. */
    SubscribeResult byServer(SubscribeRequest request, ServerSubscription granted) throws Exception {
        ChannelRules rules = services.config.rules(request.channel());
        CommandRefusal.throwIfPresent(rules.unusable());
        return subscribe(
                request,
                rules,
                new Grant(granted.info().orElse(null), granted.data().orElse(null), null, true));
    }

    /** What a token adds to a subscription. */
    private static final class Grant {
        static final Grant NONE = new Grant(null, null, null, false);

        final @Nullable JsonData info;
        final @Nullable JsonData data;
        final @Nullable Instant expires;
        final boolean isServerSide;

        Grant(@Nullable JsonData info, @Nullable JsonData data, @Nullable Instant expires, boolean isServerSide) {
            this.info = info;
            this.data = data;
            this.expires = expires;
            this.isServerSide = isServerSide;
        }
    }

    private SubscribeResult subscribe(SubscribeRequest request, ChannelRules rules, Grant grant) throws Exception {
        String channel = request.channel();
        String digest = Digests.channel(exchange.id(), channel);
        Session session = exchange.session();
        if (!session.channels().contains(digest) && session.channels().size() >= Session.MAX_CHANNELS) {
            throw new CommandRefusal(ProtocolError.LIMIT_EXCEEDED);
        }
        ClientInfo info = ClientInfo.of(
                session.user(), Digests.client(exchange.id()), session.info().orElse(null), grant.info);
        PolicyDecision decision = services.policy.onSubscribe(
                new ChannelClient(info, session.identity().orElseThrow()), channel);
        CommandRefusal.throwIfPresent(decision.refusal());
        ChannelOptions options = rules.options();
        SubscribeResult.Builder result = SubscribeResult.builder()
                .data(decision.data().orElse(grant.data))
                .timeToLive(grant.expires == null ? null : services.timeUntil(grant.expires));
        StreamPosition from = options.history() ? recover(request, rules, result) : null;
        boolean isKept = options.presence() || options.joinLeave() || grant.expires != null;
        if (isKept
                && !services.store.subscribe(Subscriber.of(
                        channel, exchange.id(), info, session.isProtobuf(), options.joinLeave(), grant.expires))) {
            // The connection has ended; nobody reads this.
            throw new CommandRefusal(ProtocolError.INTERNAL);
        }
        join(request, rules, from, grant.isServerSide);
        exchange.session(session.with(digest));
        if (isKept) {
            joined(options, channel, info);
        }
        return result.build();
    }

    /** Returns where the live stream begins. */
    private StreamPosition recover(SubscribeRequest request, ChannelRules rules, SubscribeResult.Builder result) {
        String user = exchange.session().user();
        boolean isRecoverable = rules.recoverable(user, request.recoverable());
        HistoryLimits limits = Publisher.limits(rules.options());
        Optional<StreamPosition> wanted = isRecoverable ? request.recoverFrom() : Optional.empty();
        HistoryQuery query = wanted.isPresent()
                ? HistoryQuery.after(wanted.get().offset(), limits.size(), room)
                : HistoryQuery.position();
        HistoryPage page = services.store.history(request.channel(), query, limits);
        StreamPosition position = page.top();
        if (wanted.isPresent()) {
            // A client that does not know the epoch takes any: it begins with the oldest publication.
            String epoch = wanted.get().epoch();
            boolean isSameEpoch = epoch.isEmpty() || epoch.equals(position.epoch());
            if (isSameEpoch && page.follows(wanted.get().offset(), true)) {
                List<Publication> missed = fitting(page.publications());
                result.recovered(missed);
                if (!page.publications().isEmpty()) {
                    // The gateway delivers what did not fit.
                    long last = missed.isEmpty()
                            ? wanted.get().offset()
                            : missed.get(missed.size() - 1).offset();
                    position = StreamPosition.of(last, position.epoch());
                }
            } else if (request.errorIfUnrecoverable()) {
                throw new CommandRefusal(ProtocolError.UNRECOVERABLE_POSITION);
            } else {
                result.notRecovered();
            }
        }
        result.recoverable(isRecoverable)
                .positioned(rules.positioned(user, request.positioned()))
                .position(position);
        return position;
    }

    /** Returns the first publications, as many as there is room for. A page has one at least, however large. */
    private List<Publication> fitting(List<Publication> publications) {
        int count = 0;
        for (Publication publication : publications) {
            int bytes = publication.data().bytes() + HistoryQuery.OVERHEAD_BYTES;
            if (bytes > room) {
                break;
            }
            room -= bytes;
            count++;
        }
        return publications.subList(0, count);
    }

    private void join(
            SubscribeRequest request, ChannelRules rules, @Nullable StreamPosition from, boolean isServerSide) {
        String channel = request.channel();
        boolean isProtobuf = exchange.session().isProtobuf();
        boolean hasUnordered =
                from == null || rules.joinLeave(exchange.session().user(), request.joinLeave());
        exchange.join(channel, () -> {
            if (from != null) {
                exchange.hub()
                        .joinOrdered(
                                ChannelGroups.ordered(channel),
                                exchange.id(),
                                ordered(channel, from, isProtobuf, isServerSide));
            }
            if (hasUnordered) {
                exchange.hub().join(ChannelGroups.unordered(channel, isProtobuf), exchange.id());
            }
        });
    }

    /** Clients subscribe again by themselves, but not to what the server subscribed. */
    private static OrderedJoin ordered(String channel, StreamPosition from, boolean isProtobuf, boolean isServerSide) {
        DataType takes = isProtobuf ? DataType.BINARY : DataType.TEXT;
        return isServerSide
                ? OrderedJoin.of(from.epoch(), from.offset(), takes, Disconnect.INSUFFICIENT_STATE.closeReason())
                : OrderedJoin.of(
                        from.epoch(),
                        from.offset(),
                        takes,
                        Encodings.push(Push.unsubscribe(channel, Unsubscribe.INSUFFICIENT_STATE), isProtobuf));
    }

    /** Logs what the policy throws: the client is subscribed, and an error would tell it otherwise. */
    private void joined(ChannelOptions options, String channel, ClientInfo info) {
        try {
            services.policy.onJoin(info, channel);
        } catch (Exception e) {
            CommandHandler.failed(e);
        }
        if (options.joinLeave() && services.announcements.allows(channel)) {
            exchange.broadcastExceptSelf(Push.join(channel, info));
        }
    }

    /** Unsubscribes. */
    void end(String channel) {
        exchange.leave(channel);
        Optional<Subscriber> left = services.store.unsubscribe(channel, exchange.id());
        if (left.isPresent()) {
            left(services, exchange, left.get());
        }
    }

    /**
     * Tells the subscribers, if they are to know, and the policy. Logs what the policy throws: the row is gone, so that
     * nobody would tell the others of a connection's channels again.
     */
    static void left(Services services, Outlet outlet, Subscriber subscriber) {
        if (subscriber.isAnnounced() && services.announcements.allows(subscriber.channel())) {
            Publisher.broadcast(Push.leave(subscriber.channel(), subscriber.info()), outlet);
        }
        try {
            services.policy.onLeave(subscriber.info(), subscriber.channel());
        } catch (Exception e) {
            CommandHandler.failed(e);
        }
    }
}
