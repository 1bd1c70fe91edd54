package scf.websocket.cleanup;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;

/** From which age the sweep looks at a connection, reckoned from when it was last known to be open. Immutable. */
public final class SweepAges {
    private final @Nullable Duration ask;
    private final @Nullable Duration remove;

    private SweepAges(@Nullable Duration ask, @Nullable Duration remove) {
        this.ask = ask;
        this.remove = remove;
    }

    /** Asks the gateway, which has to understand the extended push, and removes those that are gone. */
    public static SweepAges asking(Duration from) {
        return new SweepAges(from, null);
    }

    /** Removes without asking: {@code from} has to be longer than any connection lives. */
    public static SweepAges removing(Duration from) {
        return new SweepAges(null, from);
    }

    static SweepAges of(Settings settings) {
        Duration remove = settings.seconds(Setting.SWEEP_MAX_AGE_SECONDS);
        return new SweepAges(
                settings.flag(Setting.PUSH_EXTENDED) ? settings.seconds(Setting.SWEEP_AFTER_SECONDS) : null,
                remove.isZero() ? null : remove);
    }

    /** Empty if the gateway is never asked. */
    Optional<Duration> ask() {
        return Optional.ofNullable(ask);
    }

    /** Empty if nothing is removed for its age alone. */
    Optional<Duration> remove() {
        return Optional.ofNullable(remove);
    }
}
