package scf.websocket.scfws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function in a jar, with its own class loader: it sees the JDK and its jar, as on SCF. Its logs go to standard error
 * for the whole life of this object, because standard output is for its answer.
 */
final class HandlerJar implements AutoCloseable {
    private static final Pattern FORM = Pattern.compile("(?:jar:)?(.+\\.jar)!([\\w.$]+)::(\\w+)");
    private static final String CONTEXT = "com.qcloud.scf.runtime.Context";
    private static final int TIME_LIMIT_MILLIS = 60_000;
    private static final int MEMORY_LIMIT_MB = 512;

    private static final ObjectMapper BEANS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private final URLClassLoader loader;
    private final Object function;
    private final Method method;
    private final PrintStream standardOutput;

    private HandlerJar(URLClassLoader loader, Object function, Method method, PrintStream standardOutput) {
        this.loader = loader;
        this.function = function;
        this.method = method;
        this.standardOutput = standardOutput;
    }

    /** @throws CommandException naming what is wrong with the text, the jar, the class, the method or its settings */
    static HandlerJar load(String handler) {
        Matcher parts = FORM.matcher(handler);
        if (!parts.matches()) {
            throw new CommandException(ExitCode.USAGE, "a handler is JAR!package.Class::method");
        }
        Path jar = Path.of(parts.group(1));
        if (!Files.isReadable(jar)) {
            throw new CommandException(ExitCode.USAGE, "there is no " + jar + "; is it built?");
        }
        PrintStream before = System.out;
        System.setOut(System.err);
        try {
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = Class.forName(parts.group(2), true, loader);
            Method method = method(type, parts.group(3));
            return new HandlerJar(loader, type.getConstructor().newInstance(), method, before);
        } catch (InvocationTargetException e) {
            throw new CommandException(ExitCode.FAILED, "it does not start: " + e.getTargetException(), e);
        } catch (ReflectiveOperationException | LinkageError | IOException e) {
            throw new CommandException(ExitCode.FAILED, "it cannot be loaded: " + e, e);
        }
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge() && fits(method))
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow(() -> new NoSuchMethodException(
                        type.getName() + " has no public method " + name + "(event) or " + name + "(event, Context)"));
    }

    private static boolean fits(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length == 1
                || (parameters.length == 2 && parameters[1].getName().equals(CONTEXT));
    }

    /** Calls it, and prints the answer. */
    void print(String event, Output output) {
        long start = System.nanoTime();
        String answer = invoke(event);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        output.line(Json.parse(answer).map(Json::pretty).orElse(answer));
        output.flush();
        output.note("answered in " + millis + " ms");
    }

    private String invoke(String event) {
        try {
            Object input = method.getParameterTypes()[0] == String.class
                    ? event
                    : BEANS.readValue(event, method.getParameterTypes()[0]);
            Object result = method.getParameterCount() == 1
                    ? method.invoke(function, input)
                    : method.invoke(function, input, context(method.getParameterTypes()[1]));
            return result instanceof String text ? text : BEANS.writeValueAsString(result);
        } catch (InvocationTargetException e) {
            // Here, unlike in a gateway, the developer of the function reads along.
            e.getTargetException().printStackTrace();
            throw new CommandException(ExitCode.FAILED, "the function threw " + e.getTargetException(), e);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the event does not fit the function, or its answer is no bean: " + e.getOriginalMessage(),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new CommandException(ExitCode.FAILED, "the function cannot be called: " + e, e);
        }
    }

    private static Object context(Class<?> type) {
        String requestId = UUID.randomUUID().toString();
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> value(called.getName(), requestId));
    }

    private static @Nullable Object value(String called, String requestId) {
        return switch (called) {
            case "getRequestId", "toString" -> requestId;
            case "getTimeLimitInMs" -> TIME_LIMIT_MILLIS;
            case "getMemoryLimitInMb" -> MEMORY_LIMIT_MB;
            case "hashCode" -> requestId.hashCode();
            case "equals" -> false;
            default -> null;
        };
    }

    @Override
    public void close() {
        try {
            if (function instanceof AutoCloseable closeable) {
                closeable.close();
            }
            loader.close();
        } catch (Exception e) {
            // On SCF the process just ends.
        } finally {
            System.setOut(standardOutput);
        }
    }
}
