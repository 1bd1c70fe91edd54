package scf.websocket.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be held at one time, in all and for one address ({@link AddressKey}). Thread-safe. */
public final class BodyBudget {
    private final long most;
    private final long mostPerAddress;
    private final AtomicLong held = new AtomicLong();
    private final ConcurrentMap<String, Long> byAddress = new ConcurrentHashMap<>();

    public BodyBudget(long most, long mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** @return false if there is no room, and then they do not count */
    public boolean take(String key, long bytes) {
        if (bytes == 0) {
            return true; // An entry for nothing would never be given back.
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

    /** They are held no longer. */
    public void giveBack(String key, long bytes) {
        byAddress.computeIfPresent(key, (address, sum) -> sum == bytes ? null : sum - bytes);
        held.addAndGet(-bytes);
    }

    /** Bytes that are held now. */
    public long held() {
        return held.get();
    }

    int addresses() {
        return byAddress.size();
    }
}
