package scf.websocket.testing.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The runtime API as cloud.tencent.com/document/product/583/47274 describes it: {@code POST /runtime/init/ready}, {@code
 * GET /runtime/invocation/next}, which waits for an event and repeats one that has no answer yet, and {@code POST
 * /runtime/invocation/response} or {@code /error}. Also counts requests that the API does not allow. Thread-safe.
 */
public final class RuntimeApiServer implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    /**
     * The end of an invocation.
     *
     * @param error whether the function reported an error
     * @param body the answer or the error
     */
    public record Answer(boolean error, String body) {}

    private record Invocation(String id, String event, Map<String, String> headers, CompletableFuture<Answer> answer) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicInteger toBreak = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile @Nullable Invocation current;
    private volatile int status = 200;

    /** Starts on a free port of the loopback interface. */
    public RuntimeApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Returns the variables with which the platform starts a function. */
    public Map<String, String> environment(String handler) {
        return Map.of(
                "SCF_RUNTIME_API",
                "127.0.0.1",
                "SCF_RUNTIME_API_PORT",
                String.valueOf(server.getAddress().getPort()),
                "_HANDLER",
                handler);
    }

    /** Returns the address without a path. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completed when the function is initialized. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** Invokes the function with time limit and memory as for SCF's functions; returns the end of the invocation. */
    public CompletableFuture<Answer> invoke(String event) {
        return invoke(event, Map.of("memory_limit_in_mb", "512", "time_limit_in_ms", "10000"));
    }

    /** @param headers besides {@code request_id} */
    public CompletableFuture<Answer> invoke(String event, Map<String, String> headers) {
        Invocation invocation =
                new Invocation("request-" + System.nanoTime(), event, headers, new CompletableFuture<>());
        waiting.add(invocation);
        return invocation.answer();
    }

    /** Invokes the function and waits for up to a minute: the first event includes the start. */
    public Answer answer(String event) throws InterruptedException, ExecutionException, TimeoutException {
        return invoke(event).get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    /** Closes the connections of the next requests instead of answering. */
    public void breakNext(int requests) {
        toBreak.set(requests);
    }

    /** Returns how many requests were not answered. */
    public int broken() {
        return broken.get();
    }

    /** Answers all further requests with this status. */
    public void answerWith(int httpStatus) {
        status = httpStatus;
    }

    /** Returns the requests that the API does not know, or not at that time. */
    public List<String> violations() {
        return violations;
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (toBreak.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            broken.incrementAndGet();
            exchange.close();
            return;
        }
        if (status != 200) {
            send(exchange, status, new byte[0]);
            return;
        }
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        switch (request) {
            case "POST /runtime/init/ready" -> {
                // First, because the function asks for an event as soon as it is answered.
                ready.complete(null);
                send(exchange, 200, new byte[0]);
            }
            case "GET /runtime/invocation/next" -> next(exchange);
            case "POST /runtime/invocation/response" -> end(exchange, new Answer(false, utf8(body)));
            case "POST /runtime/invocation/error" -> end(exchange, new Answer(true, utf8(body)));
            default -> {
                violations.add(request);
                send(exchange, 404, new byte[0]);
            }
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void next(HttpExchange exchange) throws IOException {
        if (!ready.isDone()) {
            violations.add("next before ready");
        }
        Invocation invocation = current;
        try {
            invocation = invocation == null ? waiting.take() : invocation;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        current = invocation;
        exchange.getResponseHeaders().set("request_id", invocation.id());
        invocation.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, 200, invocation.event().getBytes(StandardCharsets.UTF_8));
    }

    private void end(HttpExchange exchange, Answer answer) throws IOException {
        Invocation invocation = current;
        current = null;
        if (invocation == null) {
            violations.add("an answer without an event");
            send(exchange, 400, new byte[0]);
            return;
        }
        send(exchange, 200, new byte[0]);
        invocation.answer().complete(answer);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        // Large bodies in chunks, as servers send them that do not know the length.
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length > 2048 ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
