package scf.websocket.gateway.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limits public health probes per second and address ({@link AddressKey}), independently of other addresses. Remembers
 * only the addresses of the current second, up to a limit. Thread-safe.
 */
public final class ProbeRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecondAndAddress;
    private final int maxAddresses;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private long began;

    /** @param maxAddresses per second; probes of further addresses are rejected */
    public ProbeRate(int perSecondAndAddress, int maxAddresses, long nowNanos) {
        this.perSecondAndAddress = perSecondAndAddress;
        this.maxAddresses = maxAddresses;
        this.began = nowNanos;
    }

    /** @return false if the limit is exceeded; then the probe is not counted */
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
