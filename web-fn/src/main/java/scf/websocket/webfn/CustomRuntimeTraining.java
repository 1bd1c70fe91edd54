package scf.websocket.webfn;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import scf.websocket.testing.runtime.RuntimeApiServer;

/**
 * Runs each function of the package with the documented events, so that Java records the loaded classes: from our gateway,
 * which announces extensions, from Tencent's, which does not and gets pushes by HTTP, and through a Function URL.
 */
final class CustomRuntimeTraining {
    private static final long END_SECONDS = 20;

    /** The events of each function, from the fixtures of the protocol. */
    private static final Map<String, List<String>> EVENTS = Map.of(
            "register.main", List.of("register-announced", "register", "function-url-register"),
            "transmission.main",
                    List.of(
                            "data-send-text-announced",
                            "data-send-text",
                            "data-send-binary",
                            "function-url-data-send-text"),
            "cleanup.main", List.of("closing-announced", "closing", "function-url-closing"),
            "sweep.main", List.of());

    private static final List<String> ORDER =
            List.of("register.main", "transmission.main", "cleanup.main", "sweep.main");

    private final Checkout checkout;
    private final TrainingServers servers;
    private final Path logs;

    CustomRuntimeTraining(Checkout checkout, TrainingServers servers, Path logs) {
        this.checkout = checkout;
        this.servers = servers;
        this.logs = logs;
    }

    /**
     * Runs the functions one after the other.
     *
     * @param classes the file for the list of classes that any of them loaded
     * @throws PackageException if an event is not answered with success
     */
    void run(Path folder, Path classes) throws IOException, InterruptedException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            byte[] delivered = "{\"errNo\":0,\"errMsg\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, delivered.length);
            exchange.getResponseBody().write(delivered);
            exchange.close();
        });
        gateway.start();
        try {
            List<Path> lists = new ArrayList<>();
            for (String handler : ORDER) {
                lists.add(run(handler, folder, gateway.getAddress().getPort()));
            }
            ClassList.merge(lists, classes);
        } finally {
            gateway.stop(0);
        }
    }

    private Path run(String handler, Path folder, int pushPort) throws IOException, InterruptedException {
        Path list = logs.resolve(handler + ".classes");
        Files.deleteIfExists(list);
        Path log = logs.resolve(handler + ".log");
        try (RuntimeApiServer api = new RuntimeApiServer()) {
            Map<String, String> environment = new HashMap<>(servers.environment());
            environment.putAll(api.environment(handler));
            environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
            environment.put("PUSH_URL", "http://127.0.0.1:" + pushPort + "/api-local");
            environment.put("FUNCTION_JAVA_OPTIONS", "-XX:DumpLoadedClassList=" + list);
            ProcessBuilder builder = new ProcessBuilder(
                            folder.resolve("bootstrap").toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                for (String event : events(handler)) {
                    check(handler, api.answer(event), log);
                }
                process.destroy();
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    throw new PackageException(handler + " does not end:\n" + Files.readString(log));
                }
            } catch (ExecutionException | TimeoutException e) {
                throw new PackageException(handler + " does not answer:\n" + Files.readString(log), e);
            } finally {
                process.destroyForcibly();
            }
        }
        return list;
    }

    private List<String> events(String handler) throws IOException {
        List<String> events = new ArrayList<>();
        for (String name : EVENTS.getOrDefault(handler, List.of())) {
            events.add(Files.readString(checkout.events().resolve(name + ".json")));
        }
        return events.isEmpty() ? List.of("{}") : events;
    }

    private static void check(String handler, RuntimeApiServer.Answer answer, Path log) throws IOException {
        if (answer.error() || !answer.body().contains("\"errNo\":0")) {
            throw new PackageException(handler + " answered " + answer.body() + " to an event of the training run:\n"
                    + Files.readString(log));
        }
    }
}
