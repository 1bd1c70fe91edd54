package scf.websocket.testing.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import scf.websocket.event.Reply;
import scf.websocket.event.WebSocketEvent;

/** Calls handlers as SCF does when they are invoked: with the bean of each event. Thread-safe. */
final class HttpFunctions implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Avoids a delay of 40 ms for small answers. Read when the first server is created.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "function");
        thread.setDaemon(true);
        return thread;
    });

    HttpFunctions() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Returns the URL of a function. */
    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    /** @param handler receives the bean that the runtime would pass */
    void serve(String name, Function<WebSocketEvent, Reply> handler) {
        server.createContext("/" + name, exchange -> {
            try (exchange) {
                answer(exchange, handler);
            }
        });
    }

    private static void answer(HttpExchange exchange, Function<WebSocketEvent, Reply> handler) throws IOException {
        WebSocketEvent event = JSON.readValue(exchange.getRequestBody(), WebSocketEvent.class);
        byte[] reply = JSON.writeValueAsBytes(handler.apply(event));
        exchange.sendResponseHeaders(200, reply.length);
        exchange.getResponseBody().write(reply);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
