package scf.websocket.gateway.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.FaultRequest;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.gateway.http.HttpAnswer;

/** The fault that stops the database of the local stack; its end starts the database again. Thread-safe. */
public final class DatabaseFault {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFault.class);

    /** How long the fault lasts again if the database does not start. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final LocalDatabase database;
    private final Faults faults;
    private final Duration again;
    private final Executor thread = oneAtATime();
    private final AtomicBoolean lasts = new AtomicBoolean();

    public DatabaseFault(LocalDatabase database, Faults faults) {
        this(database, faults, AGAIN);
    }

    DatabaseFault(LocalDatabase database, Faults faults, Duration again) {
        this.database = database;
        this.faults = faults;
        this.again = again;
    }

    /** A thread of its own, because a start may take a minute; in order, because a start may follow a stop at once. */
    private static Executor oneAtATime() {
        return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "local-database");
            thread.setDaemon(true);
            return thread;
        });
    }

    CompletionStage<HttpAnswer> begin(FaultRequest request) {
        if (!lasts.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(
                    HttpAnswer.json(HttpResponseStatus.CONFLICT, 409, "the database is stopped, or just starting"));
        }
        Optional<Fault> begun = faults.begin(request, this::startAgain);
        if (begun.isEmpty()) {
            lasts.set(false);
            return CompletableFuture.completedFuture(BegunFault.answer(begun));
        }
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        thread.execute(() -> answer.complete(stop(begun)));
        return answer;
    }

    private HttpAnswer stop(Optional<Fault> begun) {
        try {
            database.run(false);
            return BegunFault.answer(begun);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the local database was not stopped: {}", Failures.line(e));
            begun.ifPresent(fault -> faults.end(fault.id()));
            return HttpAnswer.json(HttpResponseStatus.BAD_GATEWAY, 502, "the database was not stopped");
        }
    }

    private void startAgain() {
        thread.execute(this::start);
    }

    private void start() {
        try {
            database.run(true);
            lasts.set(false);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the local database was not started: {}", Failures.line(e));
            if (faults.begin(FaultRequest.ofDatabase(again, 0), this::startAgain)
                    .isEmpty()) {
                faults.after(again).thenRun(this::startAgain);
            }
        }
    }
}
