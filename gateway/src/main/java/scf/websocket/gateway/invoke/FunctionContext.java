package scf.websocket.gateway.invoke;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SCF's {@code Context}, as the function's own class loader knows it: a proxy, because that interface is another class in every
 * loader.
 */
final class FunctionContext {
    /** SCF's smallest Java size that works in practice, in MB. Told to the function, not enforced. */
    private static final int MEMORY_LIMIT_MB = 512;

    private FunctionContext() {}

    static Object of(Class<?> contextType, Duration timeLimit) {
        String requestId = UUID.randomUUID().toString();
        return Proxy.newProxyInstance(
                contextType.getClassLoader(),
                new Class<?>[] {contextType},
                (proxy, method, arguments) -> value(method.getName(), requestId, timeLimit));
    }

    private static @Nullable Object value(String method, String requestId, Duration timeLimit) {
        return switch (method) {
            case "getRequestId", "toString" -> requestId;
            case "getTimeLimitInMs" -> Math.toIntExact(timeLimit.toMillis());
            case "getMemoryLimitInMb" -> MEMORY_LIMIT_MB;
            case "hashCode" -> requestId.hashCode();
            case "equals" -> false;
            default -> null;
        };
    }
}
