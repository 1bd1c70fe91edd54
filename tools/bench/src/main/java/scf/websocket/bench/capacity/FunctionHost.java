package scf.websocket.bench.capacity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.GatewayPart;
import scf.websocket.event.RequestContext;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.event.WebSocketPart;

/**
 * A process with one instance of one function, as SCF has it: one event at a time, a bean in and a bean out. Runs with the function's jar
 * before it on the class path.
 *
 * <p>The argument is the handler's class. Each line on standard input is a number of calls, the action of the events, after
 * {@value #ANNOUNCED} if they announce the gateway's extensions, and a file of connection ids, which are taken in turn. When they are
 * done, {@value #DONE} with the processor time and the time of the calls, both in nanoseconds, is printed. The end of the input ends it.
 * A call that is not answered {@code errNo} 0 ends it with a stack trace.
 */
public final class FunctionHost {
    static final String DONE = "calls done:";
    static final String ANNOUNCED = "announced:";
    private static final int TIME_LIMIT_MILLIS = 60_000;

    private FunctionHost() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Class<?> type = Class.forName(arguments[0]);
        Object function = type.getConstructor().newInstance();
        Method handler = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("mainHandler"))
                .findFirst()
                .orElseThrow();
        Object context = context(handler.getParameterTypes()[1]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String[] words = command.split(" ", 3);
            int calls = Integer.parseInt(words[0]);
            List<String> ids = Files.readAllLines(Path.of(words[2]));
            long time = system.getProcessCpuTime();
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                Object answer = handler.invoke(function, event(words[1], ids.get(i % ids.size())), context);
                check(answer);
            }
            long nanos = System.nanoTime() - start;
            System.out.println(DONE + " " + (system.getProcessCpuTime() - time) + " " + nanos);
        }
        // Do not wait for threads of the function, such as those of its connection pool.
        System.exit(0);
    }

    private static void check(Object answer) throws ReflectiveOperationException {
        Object number = answer.getClass().getMethod("getErrNo").invoke(answer);
        if (!Integer.valueOf(0).equals(number)) {
            throw new IllegalStateException("errNo " + number);
        }
    }

    /** Functions ask the context for the time limit alone. */
    private static Object context(Class<?> type) {
        return Proxy.newProxyInstance(
                FunctionHost.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, none) -> {
                    Class<?> result = method.getReturnType();
                    return result == int.class ? (Object) TIME_LIMIT_MILLIS : result == String.class ? "request" : null;
                });
    }

    /** Null for the timer. */
    private static @Nullable WebSocketEvent event(String word, String id) {
        if (word.equals("timer")) {
            return null;
        }
        boolean isAnnounced = word.startsWith(ANNOUNCED);
        String action = isAnnounced ? word.substring(ANNOUNCED.length()) : word;
        WebSocketPart part = new WebSocketPart();
        part.setAction(action.replace('-', ' '));
        part.setSecConnectionID(id);
        part.setDataType("text");
        part.setData("x".repeat(100));
        WebSocketEvent event = new WebSocketEvent();
        event.setWebsocket(part);
        event.setRequestContext(requestContext());
        if (isAnnounced) {
            event.setGateway(gateway());
        }
        return event;
    }

    private static GatewayPart gateway() {
        GatewayPart gateway = new GatewayPart();
        gateway.setFeatures("pushes,context,heartbeat,deadline,groups,tails");
        gateway.setAnswerKey("Zm9yIHRoaXMgZXZlbnQgYWxvbmU");
        gateway.setMaxMessage("131072");
        return gateway;
    }

    private static RequestContext requestContext() {
        RequestContext context = new RequestContext();
        context.setServiceName("api-local");
        context.setPath("/websocket");
        context.setHttpMethod("GET");
        context.setRequestId("c6af9ac6-7b61-11e6-9a41-93e8deadbeef");
        context.setSourceIp("127.0.0.1");
        context.setStage("release");
        context.setWebsocketEnable(true);
        return context;
    }
}
