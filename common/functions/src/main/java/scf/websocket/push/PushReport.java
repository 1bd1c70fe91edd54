package scf.websocket.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/** What became of a push to many connections. Immutable. */
public final class PushReport {
    private final int delivered;
    private final List<ConnectionId> gone;
    private final int failed;
    private final @Nullable String failure;
    private final boolean tooLarge;
    private final int uncertain;

    private PushReport(
            int delivered,
            List<ConnectionId> gone,
            int failed,
            @Nullable String failure,
            boolean tooLarge,
            int uncertain) {
        this.delivered = delivered;
        this.gone = Collections.unmodifiableList(new ArrayList<>(gone));
        this.failed = failed;
        this.failure = failure;
        this.tooLarge = tooLarge;
        this.uncertain = uncertain;
    }

    /** @param failure why some failed, for the log: no client data; null if none did */
    public static PushReport of(int delivered, List<ConnectionId> gone, int failed, @Nullable String failure) {
        return new PushReport(delivered, gone, failed, failure, false, 0);
    }

    /** As {@link #of}, of a message that the gateway refused for its size: whoever was not reached would be refused the same. */
    public static PushReport tooLarge(int delivered, List<ConnectionId> gone, int failed, String failure) {
        return new PushReport(delivered, gone, failed, failure, true, 0);
    }

    /** The same report of a push that may have been delivered to so many of those that failed. */
    public PushReport withUncertain(int count) {
        return new PushReport(delivered, gone, failed, failure, tooLarge, Math.max(0, Math.min(count, failed)));
    }

    /** How many were {@link PushOutcome#DELIVERED}. */
    public int delivered() {
        return delivered;
    }

    /** Those that were {@link PushOutcome#GONE}. */
    public List<ConnectionId> gone() {
        return gone;
    }

    /** How many {@link PushOutcome#FAILED}, those among them that were not tried before the deadline, or are {@link #uncertain}. */
    public int failed() {
        return failed;
    }

    /** How many of {@link #failed} are {@link PushOutcome#UNCERTAIN}. */
    public int uncertain() {
        return uncertain;
    }

    /** Whether it failed because of the message's size: {@link PushOutcome#TOO_LARGE}. */
    public boolean tooLarge() {
        return tooLarge;
    }

    /** Why the first of them failed, such as "HTTP 503"; empty if none did. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
