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
 * Handler {@code scf.websocket.cleanup.SweepFunction::mainHandler}, for a timer: removes connections that ended without
 * a cleanup event. It never removes an open one: it removes those that the gateway reports as gone, which requires the
 * extended push, and, if {@code SWEEP_MAX_AGE_SECONDS} is set, those older than any connection lives. Thread-safe.
 */
public final class SweepFunction implements AutoCloseable {
    private final HandlerServices services;
    private final SweepAges ages;
    private final Clock clock;

    /**
     * For the runtime: creates the services from the environment.
     *
     * @throws scf.websocket.config.SettingsException naming the variable that is missing or malformed
     */
    public SweepFunction() {
        Settings settings = Settings.fromEnvironment();
        this.services = HandlerServices.of(settings).warmedUp();
        this.ages = SweepAges.of(settings);
        this.clock = Clock.systemUTC();
        if (ages.ask().isPresent()) {
            // Report a missing setting at start, rather than in the first sweep.
            services.push();
        }
    }

    /** For tests. */
    public SweepFunction(ConnectionStore store, ReversePush push, SweepAges ages, Clock clock) {
        this(new WebSocketApp() {}, store, push, ages, clock);
    }

    /** For tests. */
    public SweepFunction(WebSocketApp app, ConnectionStore store, ReversePush push, SweepAges ages, Clock clock) {
        this.services = HandlerServices.of(app, store, push);
        this.ages = ages;
        this.clock = clock;
    }

    /**
     * Sweeps until it is finished or the deadline passes; the next sweep continues where this one stopped. Never
     * throws.
     */
    public SweepReply mainHandler(@Nullable TimerEvent event, @Nullable Context context) {
        return Invocation.run("sweep", services, context, this::sweep, SweepReply::of);
    }

    private SweepReply sweep(Invocation invocation) throws Exception {
        SweepReply reply = new Sweep(services, clock, invocation).run(ages);
        services.app().onSweep(invocation.hub());
        return reply;
    }

    /** Closes the services that the constructor created. */
    @Override
    public void close() {
        services.close();
    }
}
