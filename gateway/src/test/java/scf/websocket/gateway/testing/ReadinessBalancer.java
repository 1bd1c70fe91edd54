package scf.websocket.gateway.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A load balancer that polls {@code /readyz} of its gateways, and picks the ready ones in turn. */
public final class ReadinessBalancer implements AutoCloseable {
    private final ScheduledExecutorService probes = Executors.newSingleThreadScheduledExecutor();
    private final List<GatewayProcess> gateways = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<GatewayProcess> ready = List.of();

    public ReadinessBalancer(Duration interval) {
        probes.scheduleWithFixedDelay(this::probe, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void add(GatewayProcess gateway) {
        gateways.add(gateway);
    }

    public void remove(GatewayProcess gateway) {
        gateways.remove(gateway);
    }

    private void probe() {
        ready = gateways.stream().filter(ReadinessBalancer::isReady).toList();
    }

    private static boolean isReady(GatewayProcess gateway) {
        try {
            return gateway.get("/readyz").contains("\"notReady\":[]");
        } catch (RuntimeException e) { // The executor drops a periodic task that throws.
            return false;
        }
    }

    public boolean uses(GatewayProcess gateway) {
        return ready.contains(gateway);
    }

    /** The next ready gateway in turn. */
    public GatewayProcess next() {
        List<GatewayProcess> now = ready;
        if (now.isEmpty()) {
            throw new IllegalStateException("no gateway is ready");
        }
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }
}
