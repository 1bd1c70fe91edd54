package scf.websocket.cleanup;

import com.qcloud.scf.runtime.Context;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import scf.websocket.app.WebSocketApp;
import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.function.HandlerServices;
import scf.websocket.function.Invocation;
import scf.websocket.push.ReversePush;

/**
 * Handler {@code scf.websocket.cleanup.SweepFunction::mainHandler}, for a timer: forgets connections that have ended without a cleanup.
 * Never one that is open: it removes what the gateway says is gone, which only a gateway with the extended push can be asked; and, if
 * {@code SWEEP_MAX_AGE_SECONDS} is set, what is older than any connection lives. Thread-safe.
 */
public final class SweepFunction implements AutoCloseable {
    private final HandlerServices backend;
    private final SweepAges ages;
    private final Clock clock;

    /**
     * For the runtime: collaborators as the environment says.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or wrong
     */
    public SweepFunction() {
        Settings settings = Settings.fromEnvironment();
        this.backend = HandlerServices.of(settings).warmedUp();
        this.ages = SweepAges.of(settings);
        this.clock = Clock.systemUTC();
        if (ages.ask().isPresent()) {
            // Said at the start, and not by the first sweep.
            backend.push();
        }
    }

    /** For tests. */
    public SweepFunction(ConnectionStore store, ReversePush push, SweepAges ages, Clock clock) {
        this.backend = HandlerServices.of(new WebSocketApp() {}, store, push);
        this.ages = ages;
        this.clock = clock;
    }

    /** Sweeps until it is through or its time is up; the next sweep goes on with what this one did not reach. Never throws. */
    public SweepReply mainHandler(@Nullable TimerEvent event, @Nullable Context context) {
        return Invocation.run(
                "sweep",
                backend,
                context,
                invocation -> new Sweep(backend, clock, invocation).run(ages),
                SweepReply::of);
    }

    /** Lets go of what the constructor made. */
    @Override
    public void close() {
        backend.close();
    }
}
