package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.failure.ThrottledLog;

/**
 * The pulls of all tails of the node: asks for many groups of an API in one event, and limits the events under way. APIs
 * take turns. A tail has at most one pull here, so the tails bound the queue. Thread-safe.
 */
final class PullQueue {
    /** Pulls within this time share an event. */
    static final Duration WINDOW = Duration.ofMillis(20);

    static final int MAX_UNDER_WAY = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PullQueue.class);

    private final TailExecutor executor;
    private final TailStore store;
    private final ThrottledLog failures = new ThrottledLog(1);
    private final Map<String, Deque<Waiting>> byApi = new LinkedHashMap<>();
    private boolean isScheduled;
    private int underWay;

    private record Waiting(TailPull pull, Consumer<Optional<TailAnswer>> then) {}

    PullQueue(TailExecutor executor, TailStore store) {
        this.executor = executor;
        this.store = store;
    }

    /** @param then called once, with the answer, or empty if the function failed or left this group out */
    void add(TailPull pull, Consumer<Optional<TailAnswer>> then) {
        executor.execute(() -> {
            byApi.computeIfAbsent(pull.group().apiId(), api -> new ArrayDeque<>())
                    .add(new Waiting(pull, then));
            if (!isScheduled) {
                isScheduled = true;
                executor.schedule(this::windowEnds, WINDOW);
            }
        });
    }

    private void windowEnds() {
        isScheduled = false;
        begin();
    }

    private void begin() {
        while (underWay < MAX_UNDER_WAY && !byApi.isEmpty()) {
            Iterator<Map.Entry<String, Deque<Waiting>>> apis = byApi.entrySet().iterator();
            Map.Entry<String, Deque<Waiting>> next = apis.next();
            apis.remove();
            List<Waiting> batch = new ArrayList<>();
            while (batch.size() < ExtensionFields.MAX_TAILS && !next.getValue().isEmpty()) {
                batch.add(next.getValue().remove());
            }
            if (!next.getValue().isEmpty()) {
                byApi.put(next.getKey(), next.getValue());
            }
            pull(next.getKey(), batch);
        }
    }

    private void pull(String apiId, List<Waiting> batch) {
        underWay++;
        PortCall.of(() -> store.pull(apiId, batch.stream().map(Waiting::pull).toList()))
                .whenComplete((answers, failure) -> executor.execute(() -> pulled(apiId, batch, answers, failure)));
    }

    private void pulled(
            String apiId, List<Waiting> batch, @Nullable List<TailAnswer> answers, @Nullable Throwable failure) {
        underWay--;
        if (failure != null) {
            failures.next(executor.nanoTime())
                    .ifPresent(leftOut -> LOG.warn(
                            "the function of {} did not say what follows in {} groups: {}; {} more lines like this were left"
                                    + " out",
                            apiId,
                            batch.size(),
                            reason(failure),
                            leftOut));
        }
        Map<String, TailAnswer> byGroup = new HashMap<>();
        if (answers != null) {
            answers.forEach(answer -> byGroup.put(answer.group(), answer));
        }
        for (Waiting each : batch) {
            each.then.accept(Optional.ofNullable(byGroup.get(each.pull.group().name())));
        }
        if (!isScheduled) {
            begin();
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = Failures.unwrapped(failure);
        return cause instanceof PullFailure ? Failures.message(cause) : Failures.line(cause);
    }
}
