package scf.websocket.gateway.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often health may be asked for where everybody can: so many times a second in all and from one address. It remembers the
 * addresses of the current second alone, never more than may ask in it. Thread-safe.
 */
public final class ProbeRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final int perSecondAndAddress;
    private final Map<Object, Integer> byAddress = new HashMap<>();
    private int all;
    private long began;

    public ProbeRate(int perSecond, int perSecondAndAddress, long nowNanos) {
        this.perSecond = perSecond;
        this.perSecondAndAddress = perSecondAndAddress;
        this.began = nowNanos;
    }

    /** @return false if that is once too often; then it does not count */
    public synchronized boolean admit(Object address, long nowNanos) {
        if (nowNanos - began >= SECOND) {
            began = nowNanos;
            all = 0;
            byAddress.clear();
        }
        int before = byAddress.getOrDefault(address, 0);
        if (all >= perSecond || before >= perSecondAndAddress) {
            return false;
        }
        all++;
        byAddress.put(address, before + 1);
        return true;
    }
}
