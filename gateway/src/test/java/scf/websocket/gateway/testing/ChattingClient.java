package scf.websocket.gateway.testing;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Sends constantly. When a stopping gateway closes its connection, reconnects after a random pause to the gateway that
 * the balancer names, and repeats unanswered messages. Any other end of its connection is a violation.
 */
public final class ChattingClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MOST_UNANSWERED = 8;
    private static final int SERVICE_RESTART = 1012;
    private static final int LONGEST_PAUSE_MILLIS = 500;

    private final int number;
    private final ReadinessBalancer balancer;
    private final ScheduledExecutorService timer;
    private final Queue<String> violations;
    private final TreeSet<Integer> unanswered = new TreeSet<>();
    private final List<String> heard = new ArrayList<>();
    private int said;
    private int attempt;
    private int reconnects;
    private boolean quiet;
    private WebSocket socket;
    private CompletableFuture<WebSocket> sending = CompletableFuture.completedFuture(null);

    public ChattingClient(
            int number, ReadinessBalancer balancer, ScheduledExecutorService timer, Queue<String> violations) {
        this.number = number;
        this.balancer = balancer;
        this.timer = timer;
        this.violations = violations;
    }

    /** Connects. */
    public CompletableFuture<Void> connect() {
        GatewayProcess gateway = balancer.next();
        return HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(15))
                .buildAsync(gateway.uri(), new Listener())
                .handle((opened, failure) -> {
                    if (failure != null) {
                        violations.add("handshake of client " + number + " failed: " + failure);
                    } else {
                        opened(opened);
                    }
                    return null;
                });
    }

    private synchronized void opened(WebSocket opened) {
        if (opened.isInputClosed()) {
            return; // Closed since: its listener sees to it.
        }
        socket = opened;
        attempt++;
        List.copyOf(unanswered).forEach(this::send);
    }

    /** Sends the next message, unless many are unanswered. */
    public synchronized void talk() {
        if (socket != null && !quiet && unanswered.size() < MOST_UNANSWERED) {
            unanswered.add(++said);
            send(said);
        }
    }

    private void send(int message) {
        WebSocket to = socket;
        String text = number + " " + message + " " + attempt;
        sending = sending.exceptionally(ended -> to).thenCompose(before -> to.sendText(text, true));
    }

    private synchronized void received(String text) {
        if (heard.contains(text)) {
            violations.add("client " + number + " got twice: " + text);
        }
        heard.add(text);
        String[] words = text.split(" ", -1);
        if (Integer.parseInt(words[0]) == number) {
            unanswered.remove(Integer.valueOf(words[1]));
        }
    }

    private synchronized void closed(String how) {
        socket = null;
        if (quiet) {
            return;
        }
        if (!how.startsWith(SERVICE_RESTART + " ")) {
            violations.add("client " + number + " was closed: " + how);
            return;
        }
        reconnects++;
        int pause = ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS);
        timer.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
    }

    /** Sends no new messages. */
    public synchronized void fallSilent() {
        quiet = true;
    }

    public synchronized boolean isAnswered() {
        return unanswered.isEmpty();
    }

    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    public synchronized int said() {
        return said;
    }

    public synchronized int reconnects() {
        return reconnects;
    }

    /** Closes with a close frame. */
    public synchronized void leave() {
        if (socket != null) {
            socket.sendClose(1000, "");
        }
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            received(data.toString());
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed(code + " " + reason);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed(error.toString());
        }
    }
}
