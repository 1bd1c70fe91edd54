package scf.websocket.gateway.route;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.connection.FrameFormat;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.FunctionLoadException;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.invoke.InvokerWrapper;
import scf.websocket.gateway.invoke.NoFunction;
import scf.websocket.gateway.invoke.RegisterHealth;

/** Creates an API from a route and loads its functions. */
final class ApiFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ApiFactory.class);

    private final InvokerPool pool;
    private final InvokerWrapper wrapper;

    /** @param wrapper of the functions of each API */
    ApiFactory(InvokerPool pool, InvokerWrapper wrapper) {
        this.pool = pool;
        this.wrapper = wrapper;
    }

    /**
     * @param health observes the register function
     * @throws RouteException if a function cannot be loaded; everything acquired is released
     */
    Api make(Route route, RegisterHealth health) {
        List<InvokerPool.Key> keys = new ArrayList<>(3);
        Runnable release = () -> keys.forEach(pool::release);
        try {
            Api.Functions functions = new Api.Functions(
                    register(route, keys, health),
                    acquire(route, keys, route.functions().transmission()),
                    acquire(route, keys, route.functions().cleanup()));
            return new Api(
                    route.paths().get(0).addresses().get(0),
                    route.apiId(),
                    functions,
                    route.settings(),
                    route.keepsOnFailure(),
                    route.origins(),
                    new ReferenceCount(release),
                    FrameFormat.of(route.settings().maxFrameBytes()));
        } catch (RouteException e) {
            release.run();
            throw e;
        }
    }

    private FunctionInvoker register(Route route, List<InvokerPool.Key> keys, RegisterHealth health) {
        FunctionInvoker register = acquire(route, keys, route.functions().register());
        if (register instanceof NoFunction) {
            LOG.warn("{} has no register function: every client is admitted", route.apiId());
            return register;
        }
        return health.watch(register);
    }

    private FunctionInvoker acquire(Route route, List<InvokerPool.Key> keys, InvokerPool.Key key) {
        if (key.target() instanceof FunctionTarget.None) {
            return new NoFunction(key.kind());
        }
        try {
            FunctionInvoker invoker = pool.acquire(key);
            keys.add(key);
            return wrapper.wrap(invoker, key.kind(), route.apiId());
        } catch (FunctionLoadException e) {
            throw new RouteException(route.where() + key.kind().label() + ": " + e.getMessage(), e);
        }
    }
}
