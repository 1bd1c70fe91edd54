package scf.websocket.gateway.invoke;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SCF's {@code Context} for a function. A proxy, because each function's class loader has its own class of that
 * interface.
 */
final class FunctionContext {
    /** SCF's smallest memory size that works for Java in practice, in MB. Reported to the function, not enforced. */
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
