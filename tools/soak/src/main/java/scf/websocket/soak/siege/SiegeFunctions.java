package scf.websocket.soak.siege;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.soak.FunctionServer;

/**
 * Register, transmission and cleanup, a few milliseconds each, as with an ordinary store. Messages of honest clients are pushed back.
 * Attackers choose how long their messages and their register take.
 */
final class SiegeFunctions implements AutoCloseable {
    /** The prefix of an attacking message, before the milliseconds that the function takes for it. */
    static final String ATTACK = "attack ";

    /** The prefix of a message, before the number of bytes to push back. */
    static final String FLOOD_ME = "flood me ";

    static final String TOKEN = "token-of-the-siege";

    private static final int MAX_EVENT_BYTES = 512 * 1024;
    private static final int QUICKLY_MILLIS = 3;
    private static final Pattern ID = Pattern.compile("\"secConnectionID\":\"([^\"]*)\"");
    private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]{0,64})");

    private final HttpServer server;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(16);

    /** Bounds the pushes to attackers: an application bounds its concurrent pushes, too. */
    private final ExecutorService floods = Executors.newFixedThreadPool(16);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile int registerMillis;
    private volatile URI push = URI.create("http://127.0.0.1/");

    SiegeFunctions() throws IOException {
        server = FunctionServer.open(threads);
        server.createContext("/register", this::register);
        server.createContext("/transmission", this::transmission);
        server.createContext("/cleanup", this::cleanup);
        server.start();
    }

    String url(String function) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + function;
    }

    void pushTo(int port) {
        push = URI.create("http://127.0.0.1:" + port + "/api-local");
    }

    /** Sets how long register takes for attackers, which do not connect from 127.0.0.1. */
    void registerTakes(int millis) {
        registerMillis = millis;
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(MAX_EVENT_BYTES), UTF_8);
    }

    private void register(HttpExchange exchange) throws IOException {
        boolean honest = body(exchange).contains("\"sourceIp\":\"127.0.0.1\"");
        later(exchange, honest ? QUICKLY_MILLIS : QUICKLY_MILLIS + registerMillis);
    }

    /** The first word after the prefix. */
    private static int number(String text, String beginning) {
        return Integer.parseInt(text.substring(beginning.length()).split(" ", 2)[0]);
    }

    private void cleanup(HttpExchange exchange) throws IOException {
        body(exchange);
        answer(exchange);
    }

    private void transmission(HttpExchange exchange) throws IOException {
        String event = body(exchange);
        Matcher id = ID.matcher(event);
        Matcher data = DATA.matcher(event);
        if (!id.find() || !data.find()) {
            later(exchange, QUICKLY_MILLIS);
        } else if (data.group(1).startsWith(FLOOD_ME)) {
            int bytes = number(data.group(1), FLOOD_ME);
            floods.execute(() -> flood(id.group(1), bytes));
            later(exchange, QUICKLY_MILLIS);
        } else if (data.group(1).startsWith(ATTACK)) {
            later(exchange, number(data.group(1), ATTACK));
        } else {
            push(id.group(1), data.group(1));
            later(exchange, QUICKLY_MILLIS);
        }
    }

    /** In messages of 100 KB of incompressible text. */
    private void flood(String id, int bytes) {
        byte[] random = new byte[75_000];
        ThreadLocalRandom.current().nextBytes(random);
        String piece = Base64.getEncoder().encodeToString(random);
        try {
            for (int sent = 0; sent < bytes; sent += piece.length()) {
                client.send(request(id, piece), BodyHandlers.discarding());
            }
        } catch (IOException e) {
            // The push fails, as it should.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A push that fails shows as a lost message of its client. */
    private void push(String id, String text) {
        client.sendAsync(request(id, text), BodyHandlers.discarding()).exceptionally(failure -> null);
    }

    private HttpRequest request(String id, String text) {
        String body = "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"" + text + "\"}}";
        return HttpRequest.newBuilder(push)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private void later(HttpExchange exchange, int millis) {
        var unused = threads.schedule(() -> answer(exchange), millis, TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            byte[] answer = "{\"errNo\":0,\"errMsg\":\"ok\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (IOException e) {
            exchange.close(); // The gateway has given up on the call.
        }
    }

    @Override
    public void close() {
        server.stop(0);
        floods.shutdownNow();
        threads.shutdownNow();
    }
}
