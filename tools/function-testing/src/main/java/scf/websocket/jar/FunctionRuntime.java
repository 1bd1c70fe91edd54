package scf.websocket.jar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Emulates SCF's runtime in a separate process: creates the handler, fills its bean from each event, and serializes the
 * answer. It knows beans with setters and getters, and nothing else of the project. Arguments: the handler string, the
 * time limit in milliseconds, and the jars of the class path in order. Reads one event per line from standard input and
 * writes one line "answer …" for each.
 */
public final class FunctionRuntime {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FunctionRuntime() {}

    public static void main(String[] arguments) throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String jar : Arrays.asList(arguments).subList(2, arguments.length)) {
            jars.add(Path.of(jar).toUri().toURL());
        }
        String[] handler = arguments[0].split("::", 2);
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Object function = loader.loadClass(handler[0]).getConstructor().newInstance();
            serve(function, method(function, handler[1]), Integer.parseInt(arguments[1]));
        }
        // Like the platform, exit even if threads of the function are still running.
        System.exit(0);
    }

    /** @throws java.util.NoSuchElementException if the handler has no such method */
    static Method method(Object function, String name) {
        return Arrays.stream(function.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void serve(Object function, Method method, int limitMillis) throws IOException {
        BufferedReader events = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            try {
                System.out.println("answer " + answer(function, method, JSON.readTree(line), limitMillis));
            } catch (ReflectiveOperationException | RuntimeException e) {
                System.out.println("answer \"" + e + " " + e.getCause() + "\"");
            }
            System.out.flush();
        }
    }

    /** Returns the function's answer to an event. */
    static ObjectNode answer(Object function, Method method, JsonNode event, int limitMillis)
            throws ReflectiveOperationException {
        Object bean = fill(method.getParameterTypes()[0], event);
        Object context = context(method.getParameterTypes()[1], limitMillis);
        return read(method.invoke(function, bean, context));
    }

    private static Object context(Class<?> type, int limitMillis) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            return switch (method.getName()) {
                case "getTimeLimitInMs" -> limitMillis;
                case "getMemoryLimitInMb" -> 128;
                default -> "request-1";
            };
        });
    }

    private static @Nullable Object fill(Class<?> type, JsonNode json) throws ReflectiveOperationException {
        if (json.isNull()) {
            return null;
        } else if (type == String.class) {
            return json.asText();
        } else if (type == Boolean.class) {
            return json.asBoolean();
        } else if (type == Integer.class) {
            return json.asInt();
        } else if (type == Map.class) {
            Map<String, String> map = new HashMap<>();
            json.properties()
                    .forEach(field -> map.put(field.getKey(), field.getValue().asText()));
            return map;
        }
        Object bean = type.getConstructor().newInstance();
        for (Method method : type.getMethods()) {
            if (method.getName().startsWith("set") && method.getParameterCount() == 1) {
                JsonNode value = json.get(property(method));
                if (value != null) {
                    method.invoke(bean, fill(method.getParameterTypes()[0], value));
                }
            }
        }
        return bean;
    }

    private static ObjectNode read(Object bean) throws ReflectiveOperationException {
        ObjectNode json = JSON.createObjectNode();
        for (Method method : bean.getClass().getMethods()) {
            boolean getter = method.getName().startsWith("get")
                    && method.getParameterCount() == 0
                    && method.getDeclaringClass() != Object.class
                    && !Modifier.isStatic(method.getModifiers());
            Object value = getter && !method.isBridge() ? method.invoke(bean) : null;
            if (value instanceof String
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof Map) {
                json.set(property(method), JSON.valueToTree(value));
            } else if (value != null) {
                json.set(property(method), read(value));
            }
        }
        return json;
    }

    private static String property(Method method) {
        String name = method.getName().substring(3);
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
