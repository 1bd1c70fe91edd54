package scf.websocket.gateway.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often health may be asked for where everybody can: so many times a second from one address ({@link AddressKey}), whatever
 * others do. It remembers the addresses of the current second alone, and only so many of them. Thread-safe.
 */
public final class ProbeRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecondAndAddress;
    private final int maxAddresses;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private long began;

    /** @param maxAddresses of one second; those beyond are refused */
    public ProbeRate(int perSecondAndAddress, int maxAddresses, long nowNanos) {
        this.perSecondAndAddress = perSecondAndAddress;
        this.maxAddresses = maxAddresses;
        this.began = nowNanos;
    }

    /** @return false if that is once too often; then it does not count */
    public synchronized boolean admit(String address, long nowNanos) {
        if (nowNanos - began >= SECOND) {
            began = nowNanos;
            byAddress.clear();
        }
        String key = AddressKey.of(address);
        int before = byAddress.getOrDefault(key, 0);
        if (before >= perSecondAndAddress || (before == 0 && byAddress.size() >= maxAddresses)) {
            return false;
        }
        byAddress.put(key, before + 1);
        return true;
    }
}
