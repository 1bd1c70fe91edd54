package scf.websocket.channels.protocol;

import java.time.Duration;

/** How the protocol states expiry: in whole seconds, at least one. */
final class TimeToLive {
    private TimeToLive() {}

    /** Returns the time rounded up to seconds, at least one second. */
    static Duration of(Duration time) {
        return Duration.ofSeconds(Math.max(1, time.plusNanos(999_999_999).toSeconds()));
    }
}
