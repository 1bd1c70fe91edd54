package scf.websocket.push;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.event.TraceParent;

/** Posts to the push URL over pooled connections. Thread-safe. */
final class HttpPushClient implements AutoCloseable {
    /** Enough for a thousand ids with reasons, and small enough to hold for every parallel request. */
    private static final long MAX_ANSWER_BYTES = 1 << 20;

    private static final long KEEP_ALIVE_SECONDS = 60;

    private static final int ATTEMPTS = 2;

    private final OkHttpClient client;
    private final Request request;
    private final Duration timeout;

    private HttpPushClient(OkHttpClient client, Request request, Duration timeout) {
        this.client = client;
        this.request = request;
        this.timeout = timeout;
    }

    static HttpPushClient of(Settings settings, LongSupplier nanoTime) {
        return of(settings, Dns.SYSTEM, nanoTime);
    }

    /** @param dns resolves the host of the push URL */
    static HttpPushClient of(Settings settings, Dns dns, LongSupplier nanoTime) {
        HttpUrl url = HttpUrl.get(settings.text(Setting.PUSH_URL));
        Request.Builder request = new Request.Builder().url(url);
        settings.find(Setting.PUSH_TOKEN).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return new HttpPushClient(
                client(settings, url.isHttps(), dns, nanoTime),
                request.build(),
                settings.millis(Setting.PUSH_TIMEOUT_MILLIS));
    }

    /** Returns a client whose requests are part of a trace, on the same connections. */
    HttpPushClient traced(TraceParent trace) {
        return new HttpPushClient(
                client,
                request.newBuilder()
                        .header(TraceParent.HEADER, trace.toString())
                        .build(),
                timeout);
    }

    /** Configures OkHttp. {@code docs/reliability.md} explains the settings that matter on an unreliable network. */
    static OkHttpClient client(Settings settings, boolean tls, Dns dns, LongSupplier nanoTime) {
        Duration timeout = settings.millis(Setting.PUSH_TIMEOUT_MILLIS);
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(
                        settings.number(Setting.PUSH_PARALLELISM), KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
                // We decide what may be sent twice. A redirect is not a valid answer.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                // The first address of a host name may be dead: try the next after a quarter of a second.
                .fastFallback(true)
                .dns(dns)
                .proxy(Proxy.NO_PROXY)
                // With HTTP/1.1, the request that times out closes its unresponsive connection; with HTTP/2 the
                // connection would stay.
                .protocols(List.of(Protocol.HTTP_1_1))
                .socketFactory(new NoDelaySocketFactory())
                .addNetworkInterceptor(new HttpLiveConnections(Duration.ofSeconds(KEEP_ALIVE_SECONDS), nanoTime))
                .connectTimeout(timeout)
                .writeTimeout(timeout)
                .readTimeout(timeout);
        if (!tls) {
            // Avoids setting up TLS, which takes longer than a push.
            client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        return client.build();
    }

    /**
     * Posts a request. Retries at once if the connection failed before the request was written, or, if the request is
     * repeatable, before an answer began.
     *
     * @param repeatable whether the gateway may receive the request twice
     * @throws HttpUnansweredException if there was no complete answer before the time-out or the deadline, but the
     *     gateway may have received the request
     * @throws IOException if the gateway did not receive the request
     */
    HttpPushAnswer post(RequestBody body, boolean repeatable, Deadline deadline) throws IOException {
        try (Response response = respond(body, repeatable, deadline)) {
            BufferedSource source = response.body().source();
            return new HttpPushAnswer(response.code(), whole(source));
        }
    }

    private static byte[] whole(BufferedSource source) throws HttpUnansweredException {
        try {
            if (source.request(MAX_ANSWER_BYTES + 1)) {
                throw new IOException("the answer is too long");
            }
            return source.readByteArray();
        } catch (IOException e) {
            throw new HttpUnansweredException(e);
        }
    }

    private Response respond(RequestBody body, boolean repeatable, Deadline deadline) throws IOException {
        boolean handedOver = false;
        for (int attempt = 1; ; attempt++) {
            HttpAttempt sending = new HttpAttempt(body);
            try {
                return call(sending, deadline).execute();
            } catch (InterruptedIOException e) {
                // Timed out; a retry would exceed the limit as well.
                throw handedOver || sending.isHandedOver() ? new HttpUnansweredException(e) : e;
            } catch (IOException e) {
                // The freeze that killed this pooled connection killed the others as well.
                client.connectionPool().evictAll();
                handedOver |= sending.isHandedOver();
                boolean harmless = repeatable || !handedOver;
                if (!harmless || attempt == ATTEMPTS || deadline.isOver()) {
                    throw handedOver ? new HttpUnansweredException(e) : e;
                }
            }
        }
    }

    private Call call(RequestBody body, Deadline deadline) {
        Call call = client.newCall(request.newBuilder().post(body).build());
        // Rounded down to milliseconds, it would end before the deadline, and another request would follow.
        // 0 would mean no time-out.
        long nanos = Math.min(timeout.toNanos(), deadline.remaining().toNanos());
        call.timeout().timeout(Math.max(1, nanos), TimeUnit.NANOSECONDS);
        return call;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
