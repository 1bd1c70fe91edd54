package scf.websocket.channels;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.channels.auth.Refusal;
import scf.websocket.channels.auth.SubscriptionClaims;
import scf.websocket.channels.auth.Verdict;
import scf.websocket.channels.config.ChannelRules;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.ConnectRequest;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.EmptyResult;
import scf.websocket.channels.protocol.HistoryRequest;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.PingRequest;
import scf.websocket.channels.protocol.PresenceRequest;
import scf.websocket.channels.protocol.PresenceStatsRequest;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.PublishRequest;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.RefreshRequest;
import scf.websocket.channels.protocol.RejectedRequest;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.channels.protocol.RequestVisitor;
import scf.websocket.channels.protocol.Result;
import scf.websocket.channels.protocol.RpcRequest;
import scf.websocket.channels.protocol.RpcResult;
import scf.websocket.channels.protocol.SendRequest;
import scf.websocket.channels.protocol.SubRefreshRequest;
import scf.websocket.channels.protocol.SubRefreshResult;
import scf.websocket.channels.protocol.SubscribeRequest;
import scf.websocket.channels.protocol.Unsubscribe;
import scf.websocket.channels.protocol.UnsubscribeRequest;
import scf.websocket.channels.store.ChannelBusyException;
import scf.websocket.channels.store.CommandKey;
import scf.websocket.connection.StoreUnavailableException;

/** Handles one command of a client that has signed in, or that signs in. Used once. */
final class CommandHandler implements RequestVisitor<Optional<Result>> {
    private static final Logger LOG = LoggerFactory.getLogger("scf.websocket.channels");

    private final Services services;
    private final Exchange exchange;
    private final UserGuard guard;
    private final CommandLimits limits;
    private final Command command;

    /** @param limits before the command */
    CommandHandler(Services services, Exchange exchange, UserGuard guard, CommandLimits limits) {
        this.services = services;
        this.exchange = exchange;
        this.guard = guard;
        this.limits = limits;
        this.command = limits.next();
    }

    /** Handles the command, and adds its reply. */
    void handle() {
        boolean connects = command.request() instanceof ConnectRequest;
        if (connects == exchange.session().isSignedIn()) {
            exchange.close(Disconnect.BAD_REQUEST);
            return;
        }
        try {
            if (!connects) {
                limits.count();
            }
            command.request().accept(this).ifPresent(result -> exchange.reply(Reply.of(command.id(), result)));
        } catch (CommandRefusal e) {
            refuse(e.error(), connects);
            if (!exchange.isClosed() && limits.isTooMuch(e.error())) {
                exchange.close(Disconnect.TOO_MANY_ERRORS);
            }
        } catch (ConnectionRefusal e) {
            exchange.close(e.disconnect());
        } catch (ChannelBusyException e) {
            refuse(ProtocolError.TOO_MANY_REQUESTS, connects);
        } catch (StoreUnavailableException e) {
            LOG.warn("a command failed: {}", e.getMessage());
            refuse(ProtocolError.INTERNAL, connects);
        } catch (RuntimeException e) {
            failed(e);
            refuse(ProtocolError.INTERNAL, connects);
        }
    }

    /** A client that is not signed in gets the reason, and then comes back. */
    private void refuse(ProtocolError error, boolean connects) {
        exchange.reply(Reply.error(command.id(), error));
        if (connects) {
            exchange.close(afterRefusedConnect(error));
        }
    }

    private static Disconnect afterRefusedConnect(ProtocolError error) {
        if (error.equals(ProtocolError.TOKEN_EXPIRED)) {
            return Disconnect.EXPIRED;
        }
        return error.equals(ProtocolError.TOO_MANY_REQUESTS) ? Disconnect.TOO_MANY_REQUESTS : Disconnect.SERVER_ERROR;
    }

    /** Runs code that may call the policy of the product. */
    private interface Step<T> {
        T run() throws Exception;
    }

    private static <T> T guarded(Step<T> step) {
        try {
            return step.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            failed(e);
            throw new CommandRefusal(ProtocolError.INTERNAL);
        }
    }

    /** Logs without the message, which may quote a client's data. A thread that was interrupted stays so. */
    static void failed(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        LOG.error(
                "a command failed: {} at {}",
                e.getClass().getName(),
                e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
    }

    @Override
    public Optional<Result> connect(ConnectRequest request) {
        return Optional.of(guarded(() -> new ConnectHandler(services, exchange, guard, limits).connect(request)));
    }

    @Override
    public Optional<Result> refresh(RefreshRequest request) {
        return Optional.of(new ConnectHandler(services, exchange, guard, limits).refresh(request));
    }

    @Override
    public Optional<Result> subscribe(SubscribeRequest request) {
        return Optional.of(guarded(() -> new SubscribeHandler(services, exchange).byClient(request)));
    }

    @Override
    public Optional<Result> unsubscribe(UnsubscribeRequest request) {
        leave(request.channel());
        return Optional.of(EmptyResult.UNSUBSCRIBE);
    }

    /**
     * Ends the subscription, if there is one.
     *
     * @throws ConnectionRefusal if there is no time left, or the store does not answer: the client would stay present in
     *     the channel for as long as it is connected. It comes back without the channel, and cleanup removes the row.
     */
    private void leave(String channel) {
        if (!limits.hasTime()) {
            throw new ConnectionRefusal(Disconnect.SERVER_ERROR);
        }
        try {
            new SubscribeHandler(services, exchange).end(channel);
        } catch (StoreUnavailableException | ChannelBusyException e) {
            LOG.warn("a client has to connect anew, because its row of a channel remains: {}", e.getMessage());
            throw new ConnectionRefusal(Disconnect.SERVER_ERROR);
        } catch (RuntimeException e) {
            failed(e);
            throw new ConnectionRefusal(Disconnect.SERVER_ERROR);
        }
    }

    @Override
    public Optional<Result> publish(PublishRequest request) {
        ChannelRules rules = services.config.rules(request.channel());
        CommandRefusal.throwIfPresent(
                rules.publish(exchange.session().user(), exchange.isSubscribed(request.channel())));
        requireSmall(Optional.of(request.data()));
        guard.publish(exchange.session().user(), request.channel());
        PolicyDecision decision =
                guarded(() -> services.policy.onPublish(exchange.channelClient(), request.channel(), request.data()));
        CommandRefusal.throwIfPresent(decision.refusal());
        if (!decision.isHandled()) {
            JsonData data = decision.data().orElse(request.data());
            requireSmall(Optional.of(data));
            services.publisher.publish(
                    request.channel(),
                    Publication.of(data).withInfo(exchange.clientInfo()),
                    CommandKey.of(exchange.id(), command.id(), request.data()),
                    rules.options(),
                    exchange);
        }
        return Optional.of(EmptyResult.PUBLISH);
    }

    private void requireSmall(Optional<JsonData> data) {
        if (data.isPresent() && data.get().bytes() > exchange.maxDataBytes()) {
            throw new CommandRefusal(ProtocolError.LIMIT_EXCEEDED);
        }
    }

    @Override
    public Optional<Result> presence(PresenceRequest request) {
        return Optional.of(new ReadHandler(services, exchange).presence(request.channel()));
    }

    @Override
    public Optional<Result> presenceStats(PresenceStatsRequest request) {
        return Optional.of(new ReadHandler(services, exchange).presenceStats(request.channel()));
    }

    @Override
    public Optional<Result> history(HistoryRequest request) {
        return Optional.of(new ReadHandler(services, exchange).history(request));
    }

    @Override
    public Optional<Result> rpc(RpcRequest request) {
        requireSmall(request.data());
        PolicyDecision decision =
                guarded(() -> services.policy.onRpc(exchange.channelClient(), request.method(), request.data()));
        CommandRefusal.throwIfPresent(decision.refusal());
        if (decision.data().isPresent() && decision.data().get().bytes() > exchange.maxMessageBytes() / 2) {
            throw new CommandRefusal(ProtocolError.LIMIT_EXCEEDED);
        }
        return Optional.of(RpcResult.of(decision.data().orElse(null)));
    }

    @Override
    public Optional<Result> subRefresh(SubRefreshRequest request) {
        String channel = request.channel();
        if (!exchange.isSubscribed(channel)) {
            throw new CommandRefusal(ProtocolError.PERMISSION_DENIED);
        }
        Verdict<SubscriptionClaims> verdict = services.authenticator.subRefresh(
                request.token(), exchange.session().user(), Digests.client(exchange.id()), channel);
        Optional<Unsubscribe> end = verdict.refusal().flatMap(Refusal::unsubscribe);
        if (end.isPresent()) {
            // An error would end the subscription for good; after this push the client gets a token and comes back.
            leave(channel);
            exchange.reply(Reply.push(Push.unsubscribe(channel, end.get())));
            return Optional.empty();
        }
        Optional<Instant> expires = Verdicts.claims(verdict).expiry();
        services.store.extend(channel, exchange.id(), expires.orElse(null));
        return Optional.of(SubRefreshResult.of(expires.map(services::timeUntil).orElse(null)));
    }

    @Override
    public Optional<Result> send(SendRequest request) {
        return Optional.empty();
    }

    @Override
    public Optional<Result> ping(PingRequest request) {
        return Optional.of(EmptyResult.PING);
    }

    @Override
    public Optional<Result> rejected(RejectedRequest request) {
        throw new CommandRefusal(request.error());
    }
}
