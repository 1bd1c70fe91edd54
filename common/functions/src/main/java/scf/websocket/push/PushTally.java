package scf.websocket.push;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/** Outcomes as they come in from several threads. Thread-safe. */
final class PushTally {
    private int delivered;
    private final List<ConnectionId> gone = new ArrayList<>();
    private @Nullable String failure;
    private boolean tooLarge;
    private int tried;
    private int refused;

    /** A request for so many is about to be sent: from here on, the message may reach them. */
    synchronized void tried(int recipients) {
        tried += recipients;
    }

    /** So many of them were certainly not reached. */
    synchronized void refused(int recipients, String why) {
        refused += recipients;
        failed(why);
    }

    synchronized void delivered() {
        delivered++;
    }

    synchronized void gone(ConnectionId id) {
        gone.add(id);
    }

    /** Why the message may not have reached those who were tried. */
    synchronized void failed(String why) {
        if (failure == null) {
            failure = why;
        }
    }

    synchronized void tooLarge(String why) {
        tooLarge = true;
        refused(1, why);
    }

    synchronized boolean isTooLarge() {
        return tooLarge;
    }

    synchronized void add(PushReport report) {
        delivered += report.delivered();
        gone.addAll(report.gone());
        refused += report.failed() - report.uncertain();
        report.failure().ifPresent(this::failed);
        tooLarge |= report.tooLarge();
    }

    /** Whoever of the recipients has no outcome yet has failed. */
    synchronized PushReport report(int recipients) {
        int failed = recipients - delivered - gone.size();
        String why = failed == 0 ? null : failure == null ? "no answer before the deadline" : failure;
        PushReport report = tooLarge && why != null
                ? PushReport.tooLarge(delivered, gone, failed, why)
                : PushReport.of(delivered, gone, failed, why);
        return report.withUncertain(tried - delivered - gone.size() - refused);
    }
}
