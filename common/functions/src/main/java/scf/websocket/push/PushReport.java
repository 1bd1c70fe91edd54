package scf.websocket.push;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/** The outcomes of a push to one or more connections. Immutable. */
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

    /** @param failure why some failed, for the log, without client data; null if none failed */
    public static PushReport of(int delivered, List<ConnectionId> gone, int failed, @Nullable String failure) {
        return new PushReport(delivered, copy(gone), failed, failure, false, 0);
    }

    /**
     * Like {@link #of}, for a message that the gateway refused as too large; the recipients not reached count as
     * failed.
     */
    public static PushReport tooLarge(int delivered, List<ConnectionId> gone, int failed, String failure) {
        return new PushReport(delivered, copy(gone), failed, failure, true, 0);
    }

    private static List<ConnectionId> copy(List<ConnectionId> ids) {
        return Collections.unmodifiableList(new ArrayList<>(ids));
    }

    /** Reports that the message reached none of the recipients. */
    static PushReport failed(int recipients, String failure) {
        return of(0, List.of(), recipients, failure);
    }

    /** Reports that the message may have reached each of the recipients. */
    static PushReport uncertain(int recipients, String failure) {
        return failed(recipients, failure).withUncertain(recipients);
    }

    /** Returns a copy in which {@code count} of the failed recipients are uncertain; capped at {@link #failed}. */
    public PushReport withUncertain(int count) {
        return new PushReport(delivered, gone, failed, failure, tooLarge, Math.max(0, Math.min(count, failed)));
    }

    /** Merges reports of different recipients. Keeps the first reason for a failure. */
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

    /** Returns the number of {@link PushOutcome#DELIVERED} recipients. */
    public int delivered() {
        return delivered;
    }

    /** Returns the recipients that were {@link PushOutcome#GONE}. */
    public List<ConnectionId> gone() {
        return gone;
    }

    /**
     * Returns the number of recipients not delivered to, including those not tried before the deadline and {@link
     * #uncertain} ones.
     */
    public int failed() {
        return failed;
    }

    /** Returns how many of {@link #failed} are {@link PushOutcome#UNCERTAIN}. */
    public int uncertain() {
        return uncertain;
    }

    /** Returns whether the gateway refused the message's size: {@link PushOutcome#TOO_LARGE}. */
    public boolean tooLarge() {
        return tooLarge;
    }

    /** Returns why the first push failed, such as "HTTP 503"; empty if none failed. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
