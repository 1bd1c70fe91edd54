package scf.websocket.push;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.TraceParent;

/**
 * Pushes to a gateway's push URL. In Tencent's protocol (page 583/32553) a request addresses one connection, so
 * requests run in parallel. With {@code PUSH_EXTENDED} a request addresses up to {@value ExtendedPush#MAX_RECIPIENTS}
 * connections, unless the gateway turns out not to support that. Only status 410 means gone: a wrong push URL answers
 * 404, which must not empty the store. Thread-safe.
 */
public final class HttpReversePush implements ReversePush {
    private final Supplier<HttpPushClient> clients;
    private final PushWorkers workers;
    private final AtomicBoolean extended;
    private @Nullable HttpPushClient client;

    private HttpReversePush(Supplier<HttpPushClient> clients, PushWorkers workers, AtomicBoolean extended) {
        this.clients = clients;
        this.workers = workers;
        this.extended = extended;
    }

    /**
     * Validates the settings; the first push creates the HTTP client.
     *
     * @param nanoTime a monotonic clock, which measures the age of pooled connections
     * @throws scf.websocket.config.SettingsException if {@code PUSH_URL} is missing
     */
    public static HttpReversePush of(Settings settings, LongSupplier nanoTime) {
        return of(settings, () -> HttpPushClient.of(settings, nanoTime));
    }

    /** @param clients creates the HTTP client; called once */
    static HttpReversePush of(Settings settings, Supplier<HttpPushClient> clients) {
        settings.text(Setting.PUSH_URL);
        return new HttpReversePush(
                clients,
                new PushWorkers(settings.number(Setting.PUSH_PARALLELISM)),
                new AtomicBoolean(settings.flag(Setting.PUSH_EXTENDED)));
    }

    @Override
    public ReversePush traced(TraceParent trace) {
        return new HttpReversePush(() -> client().traced(trace), workers, extended);
    }

    @Override
    public void warmUp() {
        client();
    }

    @Override
    public PushReport send(List<ConnectionId> to, Message message, Deadline deadline) {
        JsonPushBody body = JsonPushBody.send(message);
        if (!extended.get() || to.size() == 1) {
            return singles(to, body, false, deadline);
        }
        return parts(
                to,
                part -> batch(part, body, false, deadline).orElseGet(() -> singles(part, body, false, deadline)),
                deadline);
    }

    @Override
    public PushReport close(ConnectionId id, CloseReason reason, Deadline deadline) {
        return singles(List.of(id), extended.get() ? JsonPushBody.close(reason) : JsonPushBody.close(), true, deadline);
    }

    @Override
    public PushReport group(GroupPush push, Deadline deadline) {
        JsonPushBody body = JsonPushBody.group(push);
        HttpPushClient http = client();
        return workers.one(
                () -> {
                    try {
                        // Messages without a number must not be repeated; the other pushes may.
                        boolean repeatable = push.action() != GroupPush.Action.SEND
                                || push.numbered().isPresent();
                        HttpPushAnswer answer = http.post(HttpPushBody.group(body), repeatable, deadline);
                        return groupReport(push, answer);
                    } catch (IOException e) {
                        return unanswered(1, e);
                    }
                },
                reason -> PushReport.uncertain(1, reason),
                deadline);
    }

    private static PushReport groupReport(GroupPush push, HttpPushAnswer answer) {
        switch (answer.outcome()) {
            case DELIVERED:
                return PushReport.of(1, List.of(), 0, null);
            case GONE:
                // The connection that should join or leave.
                return push.action() == GroupPush.Action.SEND
                        ? PushReport.failed(1, answer.failure())
                        : PushReport.of(0, push.ids(), 0, null);
            case TOO_LARGE:
                return PushReport.tooLarge(0, List.of(), 1, answer.failure());
            default:
                return refused(1, answer);
        }
    }

    @Override
    public PushReport probe(List<ConnectionId> ids, Deadline deadline) {
        return parts(
                ids,
                part -> batch(part, JsonPushBody.probe(), true, deadline)
                        .orElseGet(() -> PushReport.failed(part.size(), "the gateway does not support probes")),
                deadline);
    }

    /** Sends one part after another, so that the first shows whether the gateway supports the extended push. */
    private static PushReport parts(
            List<ConnectionId> ids, Function<List<ConnectionId>, PushReport> push, Deadline deadline) {
        List<PushReport> reports = new ArrayList<>();
        int from = 0;
        boolean tooLarge = false;
        while (from < ids.size() && !deadline.isOver() && !tooLarge) {
            int end = Math.min(from + ExtendedPush.MAX_RECIPIENTS, ids.size());
            PushReport report = push.apply(ids.subList(from, end));
            reports.add(report);
            tooLarge = report.tooLarge();
            from = end;
        }
        if (from < ids.size()) {
            reports.add(PushReport.failed(ids.size() - from, "no answer before the deadline"));
        }
        return PushReport.sum(reports);
    }

    private PushReport singles(List<ConnectionId> ids, JsonPushBody body, boolean repeatable, Deadline deadline) {
        HttpPushClient http = client();
        return workers.each(
                ids.size(),
                i -> {
                    ConnectionId id = ids.get(i);
                    try {
                        return single(id, http.post(HttpPushBody.single(body, id), repeatable, deadline));
                    } catch (IOException e) {
                        return unanswered(1, e);
                    }
                },
                deadline);
    }

    private static PushReport single(ConnectionId id, HttpPushAnswer answer) {
        switch (answer.outcome()) {
            case DELIVERED:
                return PushReport.of(1, List.of(), 0, null);
            case GONE:
                return PushReport.of(0, List.of(id), 0, null);
            case TOO_LARGE:
                return PushReport.tooLarge(0, List.of(), 1, answer.failure());
            default:
                return refused(1, answer);
        }
    }

    private static PushReport refused(int recipients, HttpPushAnswer answer) {
        return answer.outcome() == PushOutcome.FAILED
                ? PushReport.failed(recipients, answer.failure())
                : PushReport.uncertain(recipients, answer.failure());
    }

    private static PushReport unanswered(int recipients, IOException failure) {
        return failure instanceof HttpUnansweredException
                ? PushReport.uncertain(recipients, ((HttpUnansweredException) failure).reason())
                : PushReport.failed(recipients, failure.getClass().getSimpleName());
    }

    /** Returns empty if the gateway supports no extended push, or none of this size; nothing was sent then. */
    private Optional<PushReport> batch(
            List<ConnectionId> ids, JsonPushBody body, boolean repeatable, Deadline deadline) {
        if (!extended.get()) {
            return Optional.empty();
        }
        HttpPushClient http = client();
        return workers.one(
                () -> {
                    try {
                        return batch(ids, http.post(HttpPushBody.batch(body, ids), repeatable, deadline));
                    } catch (IOException e) {
                        return Optional.of(unanswered(ids.size(), e));
                    }
                },
                reason -> Optional.of(PushReport.uncertain(ids.size(), reason)),
                deadline);
    }

    private Optional<PushReport> batch(List<ConnectionId> ids, HttpPushAnswer answer) {
        if (answer.isSuccess() && answer.body().isExtended()) {
            return Optional.of(answer.body().report(ids));
        }
        if (answer.isTooLarge()) {
            // The list of recipients may be too large, rather than the message.
            return Optional.empty();
        }
        if (answer.isSuccess() || answer.isRefusalOfForm()) {
            extended.set(false);
            return Optional.empty();
        }
        return Optional.of(refused(ids.size(), answer));
    }

    /**
     * Returns the client, created on the caller's thread so that the caller gets the exception if the jar has no HTTP
     * client.
     */
    private synchronized HttpPushClient client() {
        HttpPushClient made = client;
        if (made == null) {
            try {
                made = clients.get();
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
