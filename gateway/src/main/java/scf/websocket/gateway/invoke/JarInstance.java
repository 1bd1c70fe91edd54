package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.failure.Failures;

/**
 * One instance of a function in a class loader of its own, whose parent is the platform's: the function sees the JDK and its
 * jar, nothing of the gateway. Not thread-safe: one event at a time, as on SCF.
 */
final class JarInstance implements AutoCloseable {
    /** One an instance: it remembers the classes it has seen, and those of an instance go with it. */
    private final ObjectMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    // The gateway has bounded the message; one of 16 MB is in base64 more than Jackson's own limit.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            // What the runtime does with unknown properties is not documented; functions must not depend on either.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private final JarVersion version;
    private final URLClassLoader loader;
    private final Object handler;
    private final Method method;
    private final Class<?> eventType;

    private JarInstance(JarVersion version, URLClassLoader loader, Object handler, Method method) {
        this.version = version;
        this.loader = loader;
        this.handler = handler;
        this.method = method;
        this.eventType = method.getParameterTypes()[0];
    }

    /**
     * @param version of the target's jar
     * @throws FunctionLoadException saying what is wrong with the jar, the class, the method or its settings
     */
    static JarInstance load(FunctionTarget.Jar target, JarVersion version) {
        URLClassLoader loader = null;
        try {
            loader = new URLClassLoader(
                    "function", new URL[] {version.path().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            return inContext(loader, target, version);
        } catch (InvocationTargetException e) {
            // What the constructor has to say (a missing setting, for instance) is the message that helps.
            closeQuietly(loader);
            throw FunctionLoadException.ofConstructor(
                    target + " does not start: " + Failures.line(e), e.getTargetException());
        } catch (ReflectiveOperationException | LinkageError | IOException e) {
            closeQuietly(loader);
            throw new FunctionLoadException(target + " cannot be loaded: " + Failures.line(e), e);
        }
    }

    private static JarInstance inContext(URLClassLoader loader, FunctionTarget.Jar target, JarVersion version)
            throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> type = Class.forName(target.className(), true, loader);
            Method method = HandlerMethod.find(type, target.methodName());
            return new JarInstance(version, loader, type.getConstructor().newInstance(), method);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What it was loaded from. */
    JarVersion version() {
        return version;
    }

    InvocationOutcome invoke(byte[] event, Duration timeLimit) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object result = method.getParameterCount() == 1
                    ? method.invoke(handler, read(event))
                    : method.invoke(handler, read(event), FunctionContext.of(method.getParameterTypes()[1], timeLimit));
            return answered(result);
        } catch (InvocationTargetException e) {
            return new InvocationOutcome.Failed("the function threw " + described(e.getTargetException()));
        } catch (IOException e) {
            return new InvocationOutcome.Failed("the event does not fit " + eventType.getName());
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            // Whatever it is: an event without an outcome would stop its connection for good.
            return new InvocationOutcome.Failed(
                    "the function cannot be called: " + e.getClass().getName());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The class alone: an exception's message may quote the event. That of a class which cannot be had names the class. */
    private static String described(Throwable thrown) {
        return thrown instanceof NoClassDefFoundError
                ? Failures.line(thrown)
                : thrown.getClass().getName();
    }

    private @Nullable Object read(byte[] event) throws IOException {
        if (eventType == String.class) {
            return new String(event, StandardCharsets.UTF_8);
        }
        return mapper.readValue(event, eventType);
    }

    private InvocationOutcome answered(@Nullable Object result) {
        try {
            return new InvocationOutcome.Answered(write(result));
        } catch (IOException e) {
            return new InvocationOutcome.Failed("the answer is not a bean that JSON can be made of");
        }
    }

    private byte[] write(@Nullable Object result) throws IOException {
        if (result == null) {
            return new byte[0];
        }
        if (result instanceof String text) {
            return Utf8.encode(text);
        }
        // Not as bytes: that generator throws on half a surrogate pair.
        return Utf8.encode(mapper.writeValueAsString(result));
    }

    /** Closes the class loader, and the handler first if it can be closed. */
    @Override
    public void close() {
        if (handler instanceof AutoCloseable closeable) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                closeable.close();
            } catch (Exception | LinkageError e) {
                // On SCF the process just ends; a handler that fails here has nothing left to lose.
            } finally {
                thread.setContextClassLoader(before);
            }
        }
        closeQuietly(loader);
    }

    private static void closeQuietly(@Nullable URLClassLoader loader) {
        try {
            if (loader != null) {
                loader.close();
            }
        } catch (IOException e) {
            // A jar that stays open costs a file handle; what led here matters more.
        }
    }
}
