package scf.websocket.gateway.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits what each address ({@link AddressKey}) may do within a time, independently of other addresses. Remembers only
 * the addresses of the current period, up to a limit. Thread-safe.
 */
public final class AddressRate {
    private final int perAddress;
    private final long periodNanos;
    private final int maxAddresses;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private long began;

    /**
     * @param perAddress how often within a period
     * @param maxAddresses in a period; further addresses are rejected
     */
    public AddressRate(int perAddress, Duration period, int maxAddresses, long nowNanos) {
        this.perAddress = perAddress;
        this.periodNanos = period.toNanos();
        this.maxAddresses = maxAddresses;
        this.began = nowNanos;
    }

    /** @return false if the limit is exceeded; then the attempt is not counted */
    public synchronized boolean admit(String address, long nowNanos) {
        if (nowNanos - began >= periodNanos) {
            began = nowNanos;
            byAddress.clear();
        }
        String key = AddressKey.of(address);
        int before = byAddress.getOrDefault(key, 0);
        if (before >= perAddress || (before == 0 && byAddress.size() >= maxAddresses)) {
            return false;
        }
        byAddress.put(key, before + 1);
        return true;
    }
}
