package scf.websocket.cleanup;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;

/**
 * The ages from which a sweep checks or removes a connection, measured from when it was last known to be open.
 * Immutable.
 */
public final class SweepAges {
    private final @Nullable Duration ask;
    private final @Nullable Duration remove;

    private SweepAges(@Nullable Duration ask, @Nullable Duration remove) {
        this.ask = ask;
        this.remove = remove;
    }

    /** Asks the gateway, which must support the extended push, and removes connections that are gone. */
    public static SweepAges asking(Duration from) {
        return new SweepAges(from, null);
    }

    /** Removes without asking: {@code from} must exceed the longest lifetime of a connection. */
    public static SweepAges removing(Duration from) {
        return new SweepAges(null, from);
    }

    static SweepAges of(Settings settings) {
        Duration remove = settings.seconds(Setting.SWEEP_MAX_AGE_SECONDS);
        return new SweepAges(
                settings.flag(Setting.PUSH_EXTENDED) ? settings.seconds(Setting.SWEEP_AFTER_SECONDS) : null,
                remove.isZero() ? null : remove);
    }

    /** Returns the age from which the sweep asks the gateway; empty if it never does. */
    Optional<Duration> ask() {
        return Optional.ofNullable(ask);
    }

    /** Returns the age from which the sweep removes without asking; empty if it never does. */
    Optional<Duration> remove() {
        return Optional.ofNullable(remove);
    }
}
