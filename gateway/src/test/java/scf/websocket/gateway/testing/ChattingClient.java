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
    private static final int MAX_UNANSWERED = 8;
    private static final int SERVICE_RESTART = 1012;
    private static final int MAX_PAUSE_MILLIS = 500;

    private final int number;
    private final ReadinessBalancer balancer;
    private final ScheduledExecutorService timer;
    private final Queue<String> violations;
    private final TreeSet<Integer> unanswered = new TreeSet<>();
    private final List<String> received = new ArrayList<>();
    private int sent;
    private int attempt;
    private int reconnects;
    private boolean finished;
    private WebSocket socket;
    private CompletableFuture<WebSocket> sending = CompletableFuture.completedFuture(null);

    public ChattingClient(
            int number, ReadinessBalancer balancer, ScheduledExecutorService timer, Queue<String> violations) {
        this.number = number;
        this.balancer = balancer;
        this.timer = timer;
        this.violations = violations;
    }

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
            return; // Already closed; the listener handles that.
        }
        socket = opened;
        attempt++;
        List.copyOf(unanswered).forEach(this::send);
    }

    /** Sends the next message, unless many are unanswered. */
    public synchronized void sendNext() {
        if (socket != null && !finished && unanswered.size() < MAX_UNANSWERED) {
            unanswered.add(++sent);
            send(sent);
        }
    }

    private void send(int message) {
        WebSocket to = socket;
        String text = number + " " + message + " " + attempt;
        sending = sending.exceptionally(ended -> to).thenCompose(before -> to.sendText(text, true));
    }

    private synchronized void onMessage(String text) {
        if (received.contains(text)) {
            violations.add("client " + number + " got twice: " + text);
        }
        received.add(text);
        String[] fields = text.split(" ", -1);
        if (Integer.parseInt(fields[0]) == number) {
            unanswered.remove(Integer.valueOf(fields[1]));
        }
    }

    private synchronized void closed(String how) {
        socket = null;
        if (finished) {
            return;
        }
        if (!how.startsWith(SERVICE_RESTART + " ")) {
            violations.add("client " + number + " was closed: " + how);
            return;
        }
        reconnects++;
        int pause = ThreadLocalRandom.current().nextInt(MAX_PAUSE_MILLIS);
        timer.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
    }

    /** Sends no new messages. */
    public synchronized void stopSending() {
        finished = true;
    }

    public synchronized boolean isAnswered() {
        return unanswered.isEmpty();
    }

    public synchronized List<String> received() {
        return List.copyOf(received);
    }

    public synchronized int sent() {
        return sent;
    }

    public synchronized int reconnects() {
        return reconnects;
    }

    /** Closes with a close frame. */
    public synchronized void close() {
        if (socket != null) {
            socket.sendClose(1000, "");
        }
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            onMessage(data.toString());
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
