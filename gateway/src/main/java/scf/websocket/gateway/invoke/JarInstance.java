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
 * An instance of a function with its own class loader, whose parent is the platform class loader: the function sees the
 * JDK and its jar, but nothing of the gateway. Not thread-safe: one event at a time, as on SCF.
 */
final class JarInstance implements AutoCloseable {
    /** One for each instance: a mapper caches classes, which have to be collected together with the instance. */
    private final ObjectMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    // The gateway limits the size of a message; 16 MB in base64 exceed Jackson's default limit.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            // The runtime's behavior for unknown properties is not documented; functions must not depend on it.
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
     * @throws FunctionLoadException naming what is wrong with the jar, the class, the method or its settings
     */
    static JarInstance load(FunctionTarget.Jar target, JarVersion version) {
        URLClassLoader loader = null;
        try {
            loader = new URLClassLoader(
                    "function", new URL[] {version.path().toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            return inContext(loader, target, version);
        } catch (InvocationTargetException e) {
            // The constructor's own message, for instance about a missing setting, helps most.
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

    /** Returns the version of the jar it was loaded from. */
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
            // Catch everything: an event without an outcome would block its connection forever.
            return new InvocationOutcome.Failed(
                    "the function cannot be called: " + e.getClass().getName());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Returns only the class, because the message may quote the event; for a missing class, the message that names it.
     */
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
        // Not as bytes: that generator throws on an unpaired surrogate.
        return Utf8.encode(mapper.writeValueAsString(result));
    }

    /** Closes the handler if it is {@link AutoCloseable}, and then the class loader. */
    @Override
    public void close() {
        if (handler instanceof AutoCloseable closeable) {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                closeable.close();
            } catch (Exception | LinkageError e) {
                // On SCF the process just ends, so a failure here does not matter.
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
            // An unclosed jar costs a file handle; the original failure matters more.
        }
    }
}
