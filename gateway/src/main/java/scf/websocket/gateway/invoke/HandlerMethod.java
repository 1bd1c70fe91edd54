package scf.websocket.gateway.invoke;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/** Finds the method that a handler string names: a public {@code R method(T)} or {@code R method(T, Context)}. */
final class HandlerMethod {
    private static final String CONTEXT = "com.qcloud.scf.runtime.Context";

    private HandlerMethod() {}

    /** @throws NoSuchMethodException naming the expected method */
    static Method find(Class<?> type, String name) throws NoSuchMethodException {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge() && fits(method))
                // The JVM returns methods in no particular order: prefer the one with more parameters.
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow(() -> new NoSuchMethodException(
                        type.getName() + " has no public method " + name + "(event) or " + name + "(event, Context)"));
    }

    private static boolean fits(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length == 1
                || (parameters.length == 2 && parameters[1].getName().equals(CONTEXT));
    }
}
