package scf.websocket.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Limits bytes held at the same time, in total and per address ({@link AddressKey}). Thread-safe. */
public final class BodyBudget {
    private final long most;
    private final long mostPerAddress;
    private final AtomicLong held = new AtomicLong();
    private final ConcurrentMap<String, Long> byAddress = new ConcurrentHashMap<>();

    public BodyBudget(long most, long mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** @return false if the budget is exhausted; then nothing is counted */
    public boolean take(String key, long bytes) {
        if (bytes == 0) {
            return true; // An entry of 0 bytes would never be removed.
        }
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            return false;
        }
        if (byAddress.merge(key, bytes, Long::sum) > mostPerAddress) {
            giveBack(key, bytes);
            return false;
        }
        return true;
    }

    /** Returns bytes to the budget. */
    public void giveBack(String key, long bytes) {
        byAddress.computeIfPresent(key, (address, sum) -> sum == bytes ? null : sum - bytes);
        held.addAndGet(-bytes);
    }

    /** Returns the bytes currently held. */
    public long held() {
        return held.get();
    }

    int addresses() {
        return byAddress.size();
    }
}
