package scf.websocket.deploy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The handler signatures that SCF's Java runtime documents: {@code R method(T)} or {@code R method(T, Context)} of a
 * class with a public no-argument constructor, where T and R are String, a primitive wrapper, or a bean.
 */
final class HandlerSignature {
    private static final String CONTEXT = "com.qcloud.scf.runtime.Context";

    private static final Set<Class<?>> SIMPLE = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Boolean.class,
            Short.class,
            Byte.class,
            Character.class);

    private HandlerSignature() {}

    /** Returns what is wrong, as text to follow the handler string; empty if it is valid. */
    static Optional<String> problem(Class<?> type, String methodName) {
        if (!Modifier.isPublic(type.getModifiers()) || !hasPublicNoArgumentConstructor(type)) {
            return Optional.of(
                    "names a class that the runtime cannot instantiate: it must be public, with a public no-argument"
                            + " constructor");
        }
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(methodName) && !method.isBridge())
                .toList();
        if (methods.isEmpty()) {
            return Optional.of("names a method that does not exist or is not public: " + methodName);
        }
        if (methods.size() > 1) {
            return Optional.of("names an overloaded method: " + methodName);
        }
        return signatureProblem(methods.get(0));
    }

    private static Optional<String> signatureProblem(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean withContext = parameters.length == 2 && parameters[1].getName().equals(CONTEXT);
        if (parameters.length != 1 && !withContext) {
            return Optional.of(
                    "names a method that the runtime does not call: it must take an event, or an event and a "
                            + CONTEXT);
        }
        return beanProblem(parameters[0]).or(() -> beanProblem(method.getReturnType()));
    }

    private static Optional<String> beanProblem(Class<?> type) {
        if (SIMPLE.contains(type)) {
            return Optional.empty();
        }
        if (type.isInterface() || type.isPrimitive() || !hasPublicNoArgumentConstructor(type)) {
            return Optional.of("takes or returns a " + type.getName()
                    + ", which the runtime does not document: use a bean with a public no-argument constructor");
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && !hasAccessors(type, field)) {
                return Optional.of("takes or returns a " + type.getName() + ", whose " + field.getName()
                        + " has no public getter and setter");
            }
        }
        return Optional.empty();
    }

    private static boolean hasAccessors(Class<?> type, Field field) {
        String name = field.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                + field.getName().substring(1);
        boolean getter = Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getParameterCount() == 0
                        && (method.getName().equals("get" + name)
                                || (method.getName().equals("is" + name) && field.getType() == boolean.class)));
        boolean setter = Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals("set" + name)
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {field.getType()}));
        return getter && setter;
    }

    private static boolean hasPublicNoArgumentConstructor(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && !Modifier.isAbstract(type.getModifiers())
                && Arrays.stream(type.getConstructors())
                        .map(Constructor::getParameterCount)
                        .anyMatch(count -> count == 0);
    }
}
