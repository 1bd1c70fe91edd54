package scf.websocket.gateway.tail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import scf.websocket.gateway.session.OutboundFrame;

/** The function of one group, and its database: commits are numbered without gaps; reading takes time and may fail. */
final class SimulatedStore implements TailStore {
    private final SimulatedTime time;
    private final RandomGenerator random;
    private final TreeMap<Long, TailMessage> messages = new TreeMap<>();
    private String epoch = "E0";
    private int epochs;
    private long top;
    boolean fails;

    /** The share of pulls that fail or leave messages out. */
    double flaws;

    int pulls;

    SimulatedStore(SimulatedTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    String epoch() {
        return epoch;
    }

    long top() {
        return top;
    }

    TailMessage commit() {
        top++;
        String text = epoch + ":" + top;
        TailMessage message = new TailMessage(
                epoch, top, OutboundFrame.text(text), OutboundFrame.binary(text.getBytes(StandardCharsets.UTF_8)));
        messages.put(top, message);
        return message;
    }

    /** The history is lost. */
    void changeEpoch() {
        epochs++;
        epoch = "E" + epochs;
        top = 0;
        messages.clear();
    }

    /** Keeps the last messages. */
    void prune(int kept) {
        messages.headMap(top - kept, true).clear();
    }

    @Override
    public CompletionStage<List<TailAnswer>> pull(String apiId, List<TailPull> all) {
        pulls++;
        CompletableFuture<List<TailAnswer>> answer = new CompletableFuture<>();
        boolean flaw = random.nextDouble() < flaws;
        time.schedule(
                () -> {
                    if (fails || (flaw && random.nextBoolean())) {
                        time.schedule(() -> answer.completeExceptionally(new PullFailure("down")), delay());
                    } else {
                        List<TailAnswer> read =
                                all.stream().map(pull -> read(pull, flaw)).toList();
                        time.schedule(() -> answer.complete(read), delay());
                    }
                },
                delay());
        return answer;
    }

    private TailAnswer read(TailPull pull, boolean flaw) {
        List<TailMessage> found = new ArrayList<>();
        if (pull.epoch().equals(epoch)) {
            int most = flaw ? random.nextInt(3) : 20;
            messages.tailMap(pull.after(), false).values().stream().limit(most).forEach(found::add);
        }
        return new TailAnswer(pull.group().name(), epoch, top, found);
    }

    private Duration delay() {
        return Duration.ofMillis(random.nextInt(120));
    }
}
