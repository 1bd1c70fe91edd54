package scf.websocket.gateway.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.FunctionLoadException;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.invoke.NoFunction;
import scf.websocket.gateway.invoke.RegisterHealth;
import scf.websocket.gateway.limit.MessageRates;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.options.ConnectionOptions;
import scf.websocket.gateway.options.FunctionOptions;
import scf.websocket.gateway.security.OriginRule;
import scf.websocket.gateway.session.Api;
import scf.websocket.gateway.session.ApiUsage;
import scf.websocket.gateway.session.FrameDecoders;
import scf.websocket.gateway.session.SessionSettings;

/** Makes an API of a route, with its functions loaded. */
public final class ApiFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ApiFactory.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final InvokerPool pool;

    ApiFactory(InvokerPool pool) {
        this.pool = pool;
    }

    /**
     * @param health is told how the register function fares
     * @throws RouteException if a function cannot be loaded; nothing is held then
     */
    Api make(Route route, RegisterHealth health) {
        FunctionOptions options = route.options().functions;
        List<InvokerPool.Key> keys = new ArrayList<>(3);
        Runnable release = () -> keys.forEach(pool::release);
        try {
            Api.Functions functions = new Api.Functions(
                    register(route, keys, health),
                    acquire(
                            route,
                            keys,
                            FunctionKind.TRANSMISSION,
                            options.transmission,
                            options.transmissionTimeout()),
                    acquire(route, keys, FunctionKind.CLEANUP, options.cleanup, options.cleanupTimeout()));
            SessionSettings settings = settings(route.options().connections);
            return new Api(
                    route.options().paths().get(0).addresses().get(0),
                    route.options().apiId,
                    functions,
                    settings,
                    options.onMessageFailure == FunctionOptions.MessageFailure.KEEP,
                    OriginRule.of(route.options().allowOrigin),
                    new ApiUsage(release),
                    new FrameDecoders(settings.maxFrameBytes()));
        } catch (RouteException e) {
            release.run();
            throw e;
        }
    }

    private FunctionInvoker register(Route route, List<InvokerPool.Key> keys, RegisterHealth health) {
        FunctionOptions options = route.options().functions;
        FunctionInvoker register =
                acquire(route, keys, FunctionKind.REGISTER, options.register, options.registerTimeout());
        if (register instanceof NoFunction) {
            LOG.warn("{} has no register function: whoever reaches the gateway is let in", route.options().apiId);
            return register;
        }
        return health.watch(register);
    }

    private FunctionInvoker acquire(
            Route route, List<InvokerPool.Key> keys, FunctionKind kind, @Nullable FunctionTarget target, int seconds) {
        if (target instanceof FunctionTarget.None) {
            return new NoFunction(kind);
        }
        InvokerPool.Key key = new InvokerPool.Key(
                kind, Objects.requireNonNull(target, "checked before"), Duration.ofSeconds(seconds));
        try {
            FunctionInvoker invoker = pool.acquire(key);
            keys.add(key);
            return invoker;
        } catch (FunctionLoadException e) {
            throw new RouteException(route.where() + kind.label() + ": " + e.getMessage(), e);
        }
    }

    /** The bounds that options say. */
    public static SessionSettings settings(ConnectionOptions options) {
        return new SessionSettings(
                Duration.ofSeconds(options.idle),
                Duration.ofSeconds(options.maxDuration),
                Duration.ofSeconds(options.ping),
                Duration.ofSeconds(options.pong),
                CLOSE_TIMEOUT,
                options.cleanupFirst,
                options.maxMessage,
                options.maxFrameBytes(),
                options.queue,
                options.sendQueue,
                new MessageRates(options.messagesPerSecond(), options.bytesPerSecond()));
    }
}
