package scf.websocket.gateway.cluster.redis;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.event.Utf8;
import scf.websocket.gateway.cluster.BusCodec;
import scf.websocket.gateway.cluster.BusMessage;
import scf.websocket.gateway.cluster.NodeQuestions;
import scf.websocket.gateway.connection.ConnectionIds;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.failure.PortCall;

/** Questions and reports on the channels of the nodes. Thread-safe. */
final class RedisQuestions implements NodeQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(RedisQuestions.class);
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    /** With the longest reports, 8 MB for one question. */
    private static final int MAX_NODES = 32;

    private static final int MAX_AWAITED = 4 * MAX_NODES;

    private final RedisLink link;
    private final ConnectionIds ids;
    private final Supplier<Set<String>> others;
    private final Map<Long, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();
    private final AtomicLong correlations =
            new AtomicLong(ThreadLocalRandom.current().nextLong());
    private volatile Function<String, CompletionStage<String>> reports =
            question -> CompletableFuture.completedStage(NONE);

    /** @param others the ids of the other live nodes */
    RedisQuestions(RedisLink link, ConnectionIds ids, Supplier<Set<String>> others) {
        this.link = link;
        this.ids = ids;
        this.others = others;
    }

    @Override
    public void answerWith(Function<String, CompletionStage<String>> reports) {
        this.reports = reports;
    }

    // ---- asking

    @Override
    public CompletionStage<Map<String, String>> askOthers(String question) {
        Map<String, CompletableFuture<String>> asked = new TreeMap<>();
        others.get().stream()
                .sorted()
                .limit(MAX_NODES)
                .forEach(node -> asked.put(node, ask(NodeId.parse(node), question)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<String, String> reported = new TreeMap<>();
                    asked.forEach((node, report) -> reported.put(node, report.join()));
                    reported.values().removeIf(NONE::equals);
                    return reported;
                });
    }

    private CompletableFuture<String> ask(NodeId node, String question) {
        if (awaited.size() >= MAX_AWAITED) {
            return CompletableFuture.completedFuture(NONE);
        }
        long correlation = correlations.incrementAndGet();
        CompletableFuture<String> report = new CompletableFuture<>();
        awaited.put(correlation, report);
        CompletableFuture<String> inTime = report.completeOnTimeout(NONE, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((text, failure) -> awaited.remove(correlation));
        send(node, new BusMessage.Question(correlation, ids.node(), question)).whenComplete((listeners, failure) -> {
            if (failure != null || listeners == 0) {
                report.complete(NONE);
            }
        });
        return inTime;
    }

    private CompletionStage<Long> send(NodeId node, BusMessage message) {
        return PortCall.of(() -> link.publish(link.keys().channel(node), BusCodec.encode(message)));
    }

    // ---- being asked

    /** Never blocks. */
    void asked(BusMessage.Question question) {
        PortCall.of(() -> reports.apply(question.text())).whenComplete((text, failure) -> {
            if (failure != null) {
                LOG.debug("a question of another node has no report", failure);
            }
            boolean usable = failure == null && Utf8.encode(text).length <= MAX_REPORT_BYTES;
            send(question.sender(), new BusMessage.Report(question.correlation(), usable ? text : NONE));
        });
    }

    /** Ignores late reports. */
    void reported(BusMessage.Report report) {
        CompletableFuture<String> waiting = awaited.get(report.correlation());
        if (waiting != null) {
            waiting.complete(report.text());
        }
    }
}
