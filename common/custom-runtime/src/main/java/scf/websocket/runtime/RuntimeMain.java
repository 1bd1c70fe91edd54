package scf.websocket.runtime;

import java.time.Duration;
import java.util.Map;

/**
 * The program that {@code bootstrap} starts. {@code SCF_RUNTIME_API} and {@code SCF_RUNTIME_API_PORT} are the address of
 * the runtime API, and {@code _HANDLER} is the function's handler. Exits with 1 and a line on
 * standard error if the handler cannot be created or the API cannot be reached; the platform then starts another
 * instance.
 */
public final class RuntimeMain {
    /** How long the current event may still take once the platform stops the process. */
    private static final Duration LAST_EVENT = Duration.ofSeconds(2);

    private RuntimeMain() {}

    public static void main(String[] arguments) {
        try {
            run(System.getenv());
        } catch (RuntimeFailure e) {
            System.err.println("bootstrap: " + e.getMessage());
            // Threads of the function may still run.
            System.exit(1);
        }
    }

    private static void run(Map<String, String> environment) {
        RuntimeApi api = RuntimeApi.of(environment);
        Handler handler = Handler.load(HandlerName.parse(environment.getOrDefault("_HANDLER", "")));
        RuntimeLoop loop = new RuntimeLoop(api, handler);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(loop), "stop"));
        loop.run();
    }

    private static void stop(RuntimeLoop loop) {
        try {
            loop.stop(LAST_EVENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
