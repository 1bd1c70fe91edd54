package scf.websocket.gateway.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.http.BadRequest;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.JsonBody;

/** {@code POST /console/api/database}: stops and starts the database of the local stack, one at a time. Thread-safe. */
public final class DatabaseAction implements HttpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAction.class);
    private static final Set<String> MEMBERS = Set.of("running");

    private final LocalDatabase database;
    private final AtomicBoolean busy = new AtomicBoolean();

    public DatabaseAction(LocalDatabase database) {
        this.database = database;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        boolean running = JsonBody.parse(call.body(), MEMBERS)
                .flag("running")
                .orElseThrow(() -> new BadRequest("running is missing"));
        if (!busy.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(
                    HttpAnswer.json(HttpResponseStatus.CONFLICT, 409, "the database is just starting or stopping"));
        }
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        // A thread of its own: a start may take a minute, and is rare.
        Thread thread = new Thread(() -> answer.complete(run(running)), "local-database");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private HttpAnswer run(boolean running) {
        try {
            database.run(running);
            return HttpAnswer.json(HttpResponseStatus.OK, HttpAnswer.okBody());
        } catch (IOException | RuntimeException e) {
            LOG.warn("the local database was not {}: {}", running ? "started" : "stopped", Failures.line(e));
            return HttpAnswer.json(
                    HttpResponseStatus.BAD_GATEWAY, 502, "the database was not " + (running ? "started" : "stopped"));
        } finally {
            busy.set(false);
        }
    }
}
