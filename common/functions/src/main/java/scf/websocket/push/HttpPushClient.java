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

/** Posts to the push URL over connections that are kept. Thread-safe. */
final class HttpPushClient implements AutoCloseable {
    /** More than a thousand ids and reasons need, and little enough to hold many times over. */
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

    /** @param dns the addresses of the push URL's host */
    static HttpPushClient of(Settings settings, Dns dns, LongSupplier nanoTime) {
        HttpUrl url = HttpUrl.get(settings.text(Setting.PUSH_URL));
        Request.Builder request = new Request.Builder().url(url);
        settings.find(Setting.PUSH_TOKEN).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return new HttpPushClient(
                client(settings, url.isHttps(), dns, nanoTime),
                request.build(),
                settings.millis(Setting.PUSH_TIMEOUT_MILLIS));
    }

    /** OkHttp's settings. Each one that matters in a bad network is a row of docs/reliability.md. */
    static OkHttpClient client(Settings settings, boolean tls, Dns dns, LongSupplier nanoTime) {
        Duration timeout = settings.millis(Setting.PUSH_TIMEOUT_MILLIS);
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(
                        settings.number(Setting.PUSH_PARALLELISM), KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
                // Only we know what may be sent twice; a redirect is no answer that the protocol knows.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                // Of a name's addresses the first may be dead: the next is tried a quarter of a second later.
                .fastFallback(true)
                .dns(dns)
                .proxy(Proxy.NO_PROXY)
                // A connection that answers no more is closed by the request that waits for it; one of HTTP/2 would
                // stay.
                .protocols(List.of(Protocol.HTTP_1_1))
                .socketFactory(new NoDelaySocketFactory())
                .addNetworkInterceptor(new HttpLiveConnections(Duration.ofSeconds(KEEP_ALIVE_SECONDS), nanoTime))
                .connectTimeout(timeout)
                .writeTimeout(timeout)
                .readTimeout(timeout);
        if (!tls) {
            // Without TLS in the list none is set up, which takes longer than a push.
            client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        return client.build();
    }

    /**
     * Posts once. Tries again at once if the connection failed before the request was on its way, or, where that does no harm, before an
     * answer began.
     *
     * @param repeatable whether the gateway may be asked twice
     * @throws HttpUnansweredException if there was no whole answer within the time-out or before the deadline, although the gateway may have
     *     got the request
     * @throws IOException if it has not
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
                // Too late, which it would be the second time as well.
                throw handedOver || sending.isHandedOver() ? new HttpUnansweredException(e) : e;
            } catch (IOException e) {
                // A kept connection that died while the function was frozen is not alone.
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
        long millis = Math.min(timeout.toMillis(), deadline.remaining().toMillis());
        // 0 would mean no time-out.
        call.timeout().timeout(Math.max(1, millis), TimeUnit.MILLISECONDS);
        return call;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
