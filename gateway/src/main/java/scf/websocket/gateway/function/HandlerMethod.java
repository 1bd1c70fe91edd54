package scf.websocket.gateway.function;

import java.lang.reflect.Method;

/** Finds the method that a handler string names: {@code R method(T)} or {@code R method(T, Context)}, public. */
final class HandlerMethod {
    private static final String CONTEXT = "com.qcloud.scf.runtime.Context";

    private HandlerMethod() {}

    /** @throws NoSuchMethodException naming what was looked for */
    static Method find(Class<?> type, String name) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && !method.isBridge() && fits(method)) {
                return method;
            }
        }
        throw new NoSuchMethodException(
                type.getName() + " has no public method " + name + "(event) or " + name + "(event, Context)");
    }

    private static boolean fits(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length == 1
                || (parameters.length == 2 && parameters[1].getName().equals(CONTEXT));
    }
}
