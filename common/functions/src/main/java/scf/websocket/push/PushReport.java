package scf.websocket.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/** The outcome of a push to one connection or to many. Immutable. */
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
        this.gone = gone;
        this.failed = failed;
        this.failure = failure;
        this.tooLarge = tooLarge;
        this.uncertain = uncertain;
    }

    /** @param failure why some failed, for the log: no client data; null if none did */
    public static PushReport of(int delivered, List<ConnectionId> gone, int failed, @Nullable String failure) {
        return new PushReport(delivered, copy(gone), failed, failure, false, 0);
    }

    /** As {@link #of}, of a message that the gateway refused for its size: whoever was not reached would be refused the same. */
    public static PushReport tooLarge(int delivered, List<ConnectionId> gone, int failed, String failure) {
        return new PushReport(delivered, copy(gone), failed, failure, true, 0);
    }

    private static List<ConnectionId> copy(List<ConnectionId> ids) {
        return Collections.unmodifiableList(new ArrayList<>(ids));
    }

    /** The message reached none of these recipients. */
    static PushReport failed(int recipients, String failure) {
        return of(0, List.of(), recipients, failure);
    }

    /** The message may have reached each of these recipients. */
    static PushReport uncertain(int recipients, String failure) {
        return failed(recipients, failure).withUncertain(recipients);
    }

    /** The same report of a push that may have reached this many of those that failed; more than {@link #failed} counts as all of them. */
    public PushReport withUncertain(int count) {
        return new PushReport(delivered, gone, failed, failure, tooLarge, Math.max(0, Math.min(count, failed)));
    }

    /** One report of several, of different recipients. The first reason for a failure is kept. */
    static PushReport sum(Iterable<PushReport> reports) {
        int delivered = 0;
        List<ConnectionId> gone = new ArrayList<>();
        int failed = 0;
        String failure = null;
        boolean tooLarge = false;
        int uncertain = 0;
        for (PushReport report : reports) {
            delivered += report.delivered;
            gone.addAll(report.gone);
            failed += report.failed;
            failure = failure == null ? report.failure : failure;
            tooLarge |= report.tooLarge;
            uncertain += report.uncertain;
        }
        return new PushReport(delivered, Collections.unmodifiableList(gone), failed, failure, tooLarge, uncertain);
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
