package scf.websocket.runtime;

import com.qcloud.scf.runtime.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import scf.websocket.event.EventException;
import scf.websocket.event.EventJson;
import scf.websocket.event.Reply;
import scf.websocket.event.WebSocketEvent;

/** An instance of a function. Not thread-safe: one event at a time. */
final class Handler implements AutoCloseable {
    private final Object function;
    private final Method method;

    private Handler(Object function, Method method) {
        this.function = function;
        this.method = method;
    }

    /**
     * Creates the instance, which reads its settings and may connect to the database.
     *
     * @throws RuntimeFailure naming the class, the method or the setting that is wrong
     */
    static Handler load(HandlerName name) {
        try {
            Class<?> type = Class.forName(name.className());
            return new Handler(type.getConstructor().newInstance(), method(type, name));
        } catch (InvocationTargetException e) {
            throw new RuntimeFailure(name + " does not start: " + e.getTargetException(), e.getTargetException());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new RuntimeFailure(name + " cannot be loaded: " + e, e);
        }
    }

    private static Method method(Class<?> type, HandlerName name) {
        for (Method method : type.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().equals(name.method())
                    && !method.isBridge()
                    && parameters.length == 2
                    && parameters[1] == Context.class
                    && isBean(parameters[0])
                    && Reply.class.isAssignableFrom(method.getReturnType())) {
                return method;
            }
        }
        throw new RuntimeFailure(name + " is no method that takes a WebSocketEvent, or a bean without properties, and a"
                + " Context, and that returns a Reply");
    }

    /** The sweep takes a bean without properties: nothing in its event matters. */
    private static boolean isBean(Class<?> type) {
        if (type == WebSocketEvent.class) {
            return true;
        }
        for (Method method : type.getMethods()) {
            if (method.getName().startsWith("set")) {
                return false;
            }
        }
        return !type.isInterface() && !type.isPrimitive() && type.getConstructors().length == 1;
    }

    /**
     * Returns the answer as JSON.
     *
     * @throws InvocationFailure if the event cannot be handled, or its answer cannot be sent
     */
    byte[] handle(RuntimeEvent event) throws InvocationFailure {
        if (event.tooLarge()) {
            throw new InvocationFailure("the event is larger than " + RuntimeApi.MAX_BYTES + " bytes");
        }
        byte[] answer = answer(event);
        if (answer.length > RuntimeApi.MAX_BYTES) {
            throw new InvocationFailure(
                    "the answer of " + answer.length + " bytes is larger than " + RuntimeApi.MAX_BYTES);
        }
        return answer;
    }

    private byte[] answer(RuntimeEvent event) throws InvocationFailure {
        try {
            Object reply = method.invoke(function, bean(event), new RuntimeContext(event));
            if (reply == null) {
                throw new InvocationFailure("the function returned nothing");
            }
            return EventJson.write((Reply) reply);
        } catch (EventException e) {
            throw new InvocationFailure("the event is not a JSON object");
        } catch (InvocationTargetException e) {
            // Without its message, which may quote the event.
            throw new InvocationFailure(
                    "the function threw " + e.getTargetException().getClass().getName());
        } catch (ReflectiveOperationException e) {
            throw new InvocationFailure(
                    "the function cannot be called: " + e.getClass().getName());
        } catch (RuntimeException e) {
            throw new InvocationFailure(
                    "the answer cannot be written: " + e.getClass().getName());
        }
    }

    private Object bean(RuntimeEvent event) throws ReflectiveOperationException {
        Class<?> type = method.getParameterTypes()[0];
        return type == WebSocketEvent.class
                ? EventJson.read(event.body())
                : type.getConstructor().newInstance();
    }

    /** Releases the connections of the function, if it has any. */
    @Override
    public void close() {
        if (function instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                // The process ends anyway.
            }
        }
    }
}
