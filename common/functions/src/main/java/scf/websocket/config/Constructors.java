package scf.websocket.config;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Creates objects of the classes that settings name. */
public final class Constructors {
    private Constructors() {}

    /**
     * Calls the public constructor with the most parameters, of those whose arguments are available.
     *
     * @param argument finds the argument for a parameter by its type
     * @throws NoSuchMethodException if there is no such constructor
     */
    public static Object newInstance(Class<?> type, Function<Class<?>, Optional<?>> argument)
            throws ReflectiveOperationException {
        List<Constructor<?>> constructors = new ArrayList<>(List.of(type.getConstructors()));
        constructors.sort(Comparator.comparing(Constructor::getParameterCount, Comparator.reverseOrder()));
        for (Constructor<?> constructor : constructors) {
            Optional<Object[]> arguments = arguments(constructor.getParameterTypes(), argument);
            if (arguments.isPresent()) {
                return constructor.newInstance(arguments.get());
            }
        }
        throw new NoSuchMethodException("no such constructor");
    }

    private static Optional<Object[]> arguments(Class<?>[] parameters, Function<Class<?>, Optional<?>> argument) {
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            Optional<?> found = argument.apply(parameters[i]);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            arguments[i] = found.get();
        }
        return Optional.of(arguments);
    }
}
