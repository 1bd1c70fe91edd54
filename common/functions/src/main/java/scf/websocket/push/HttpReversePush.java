package scf.websocket.push;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.event.ConnectionId;

/**
 * Pushes to a gateway's push URL. As Tencent documents it (page 583/32553), a request carries one connection id, so many requests run
 * side by side; with {@code PUSH_EXTENDED} one carries up to {@value #BATCH}, until the gateway shows that it does not know that
 * form. Only status 410 means gone: 404 is what a wrong push URL answers, and must not empty the store. Thread-safe.
 */
public final class HttpReversePush implements ReversePush {
    /** Most connection ids in a request of the extended form. */
    static final int BATCH = 1000;

    private final Settings settings;
    private final PushWorkers workers;
    private volatile boolean extended;
    private @Nullable HttpPushClient client;

    private HttpReversePush(Settings settings) {
        this.settings = settings;
        this.workers = new PushWorkers(settings.number(Setting.PUSH_PARALLELISM));
        this.extended = settings.flag(Setting.PUSH_EXTENDED);
    }

    /**
     * Checks the settings; the HTTP client is made by the first push.
     *
     * @throws scf.websocket.config.SettingsException if {@code PUSH_URL} is missing
     */
    public static HttpReversePush of(Settings settings) {
        settings.text(Setting.PUSH_URL);
        return new HttpReversePush(settings);
    }

    @Override
    public void warmUp() {
        client();
    }

    @Override
    public PushReport send(List<ConnectionId> to, Message message, Deadline deadline) {
        JsonPushBody body = JsonPushBody.send(message);
        return extended && to.size() > 1 ? batches(to, body, true, deadline) : singles(to, body, false, deadline);
    }

    @Override
    public PushReport close(ConnectionId id, CloseReason reason, Deadline deadline) {
        return singles(List.of(id), extended ? JsonPushBody.close(reason) : JsonPushBody.close(), true, deadline);
    }

    @Override
    public PushReport probe(List<ConnectionId> ids, Deadline deadline) {
        if (!extended) {
            return PushReport.of(0, List.of(), ids.size(), "the gateway does not know the question");
        }
        return batches(ids, JsonPushBody.probe(), false, deadline);
    }

    private PushReport singles(List<ConnectionId> ids, JsonPushBody body, boolean repeatable, Deadline deadline) {
        HttpPushClient http = client();
        Poster poster = request -> http.post(request, repeatable, deadline);
        return workers.run(ids.size(), ids.size(), (i, tally) -> single(poster, ids.get(i), body, tally), deadline);
    }

    /** Posts a body. */
    @FunctionalInterface
    private interface Poster {
        HttpPushAnswer post(HttpPushBody body) throws IOException;
    }

    private static void single(Poster http, ConnectionId id, JsonPushBody body, PushTally tally) {
        tally.tried(1);
        try {
            HttpPushAnswer answer = http.post(HttpPushBody.single(body, id));
            switch (answer.outcome()) {
                case DELIVERED:
                    tally.delivered();
                    break;
                case GONE:
                    tally.gone(id);
                    break;
                case TOO_LARGE:
                    tally.tooLarge(answer.failure());
                    break;
                case FAILED:
                    tally.refused(1, answer.failure());
                    break;
                case UNCERTAIN:
                    tally.failed(answer.failure());
                    break;
            }
        } catch (IOException e) {
            unanswered(1, e, tally);
        }
    }

    private static void unanswered(int recipients, IOException failure, PushTally tally) {
        if (failure instanceof HttpUnansweredException) {
            tally.failed(((HttpUnansweredException) failure).reason());
        } else {
            tally.refused(recipients, failure.getClass().getSimpleName());
        }
    }

    private PushReport batches(List<ConnectionId> ids, JsonPushBody body, boolean orSingles, Deadline deadline) {
        PushTally tally = new PushTally();
        for (int from = 0; from < ids.size() && !deadline.isOver() && !tally.isTooLarge(); from += BATCH) {
            List<ConnectionId> part = ids.subList(from, Math.min(from + BATCH, ids.size()));
            PushReport report = extended ? batch(part, body, !orSingles, deadline) : null;
            if (report == null && orSingles) {
                report = singles(part, body, false, deadline);
            }
            if (report == null) {
                tally.failed("the gateway does not know the question");
            } else {
                tally.tried(part.size());
                tally.add(report);
            }
        }
        return tally.report(ids.size());
    }

    /** Null if nothing was sent because the gateway does not know this form, or not of this length. */
    private @Nullable PushReport batch(
            List<ConnectionId> ids, JsonPushBody body, boolean repeatable, Deadline deadline) {
        HttpPushClient http = client();
        AtomicBoolean unknown = new AtomicBoolean();
        PushReport report = workers.run(
                1,
                ids.size(),
                (i, tally) -> {
                    tally.tried(ids.size());
                    try {
                        HttpPushAnswer answer = http.post(HttpPushBody.batch(body, ids), repeatable, deadline);
                        if (answer.isSuccess() && answer.body().isExtended()) {
                            tally.add(answer.body().report(ids));
                        } else if (answer.isTooLarge()) {
                            unknown.set(true);
                        } else if (answer.isSuccess() || answer.isRefusalOfForm()) {
                            unknown.set(true);
                            extended = false;
                        } else if (answer.outcome() == PushOutcome.FAILED) {
                            tally.refused(ids.size(), answer.failure());
                        } else {
                            tally.failed(answer.failure());
                        }
                    } catch (IOException e) {
                        unanswered(ids.size(), e, tally);
                    }
                },
                deadline);
        return unknown.get() ? null : report;
    }

    /** Made on the caller's thread, so that a jar that was built without the HTTP client says so to the caller. */
    private synchronized HttpPushClient client() {
        HttpPushClient made = client;
        if (made == null) {
            try {
                made = HttpPushClient.of(settings);
            } catch (NoClassDefFoundError e) {
                throw new SettingsException(
                        Setting.PUSH_URL.name(),
                        "cannot be used: this function's jar was built without the HTTP client, okhttp-jvm.");
            }
            client = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        workers.close();
        if (client != null) {
            client.close();
        }
    }
}
