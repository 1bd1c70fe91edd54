package scf.websocket.gateway.fault;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * The faults that last. While there is none, asking for one costs the look at an empty list. Each ends by itself.
 * Thread-safe.
 */
public final class Faults {
    /** Faults at a time. */
    public static final int MAX_FAULTS = 32;

    /** Events in flight whose fault is remembered for {@link #hitOf}. */
    private static final int MAX_HITS = 10_000;

    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Map<Hit, String> hits = new ConcurrentHashMap<>();
    private volatile List<Fault> active = List.of();
    private @Nullable FaultWatcher watcher;
    private long lastId;

    /** An event that was hit. A connection has one at a time in flight for each function. */
    private record Hit(FunctionKind function, String connectionId) {}

    /**
     * @param timer ends faults and delays events; not closed by this object
     * @param clock dates their ends
     */
    public Faults(ScheduledExecutorService timer, Clock clock) {
        this.timer = timer;
        this.clock = clock;
    }

    /** @param all is told of all faults from now on */
    public synchronized void tell(FaultWatcher all) {
        watcher = all;
    }

    /**
     * Begins a fault.
     *
     * @param whenEnded runs once, when it ends; must not block
     * @return empty if there are too many
     */
    public synchronized Optional<Fault> begin(FaultRequest request, Runnable whenEnded) {
        if (active.size() >= MAX_FAULTS) {
            return Optional.empty();
        }
        Fault fault = new Fault(++lastId, request, clock.instant().plus(request.lasts()), whenEnded);
        List<Fault> more = new ArrayList<>(active);
        more.add(fault);
        active = List.copyOf(more);
        fault.endBy(timer.schedule(() -> end(fault.id()), request.lasts().toMillis(), TimeUnit.MILLISECONDS));
        if (watcher != null) {
            FaultWatcher told = watcher;
            PortCall.run("a watcher", () -> told.faultBegun(fault));
        }
        return Optional.of(fault);
    }

    /** @return false if it has ended before */
    public synchronized boolean end(long id) {
        Optional<Fault> found =
                active.stream().filter(fault -> fault.id() == id).findFirst();
        found.ifPresent(fault -> {
            active = active.stream().filter(other -> other != fault).toList();
            PortCall.run("the end of a fault", fault::ended);
            if (watcher != null) {
                FaultWatcher told = watcher;
                PortCall.run("a watcher", () -> told.faultEnded(fault));
            }
        });
        return found.isPresent();
    }

    /** Returns the faults that last, the oldest first. */
    public List<Fault> active() {
        return active;
    }

    /** Whether there is none, so that none hits anything. */
    public boolean isEmpty() {
        return active.isEmpty();
    }

    /** Returns the fault that hits an event, and counts it; null for none. */
    public @Nullable Fault hitEvent(FunctionKind function, String apiId, String connectionId) {
        Fault fault = hit(candidate -> candidate.kind().place() == FaultKind.Place.FUNCTION
                && candidate.request().hitsFunction(function)
                && candidate.request().hitsApi(apiId)
                && candidate.request().hitsConnection(connectionId));
        if (fault != null && !connectionId.isEmpty() && hits.size() < MAX_HITS) {
            hits.put(new Hit(function, connectionId), fault.label());
        }
        return fault;
    }

    /** Returns the fault that hits a push, and counts it; null for none. */
    public @Nullable Fault hitPush(String apiId, String connectionId) {
        return hit(candidate -> candidate.kind().place() == FaultKind.Place.PUSH
                && candidate.request().hitsApi(apiId)
                && candidate.request().hitsConnection(connectionId));
    }

    private @Nullable Fault hit(Predicate<Fault> isHit) {
        for (Fault fault : active) {
            if (isHit.test(fault) && fault.hit()) {
                if (fault.left() == 0) {
                    end(fault.id());
                }
                return fault;
            }
        }
        return null;
    }

    /** Returns the label of the fault that hit the event in flight, and forgets it; null for none. */
    public @Nullable String hitOf(FunctionKind function, String connectionId) {
        return hits.isEmpty() ? null : hits.remove(new Hit(function, connectionId));
    }

    /** Completes after a time. */
    public CompletionStage<Void> after(Duration delay) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        timer.schedule(() -> over.complete(null), delay.toMillis(), TimeUnit.MILLISECONDS);
        return over;
    }
}
