package scf.websocket.gateway.invoke;

import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.CommonRequest;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Calls the SCF API through Tencent's SDK. Blocks. Thread-safe. */
final class ScfClient {
    private static final String VERSION = "2018-04-16";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int IDLE_SECONDS = 20;

    /** A connection in constant use would never follow a DNS change. */
    private static final Duration LIFE = Duration.ofSeconds(60);

    /** Interval of HTTP/2 PINGs; if the next one is due before the response to the last, the connection is closed. */
    private static final Duration PING = Duration.ofSeconds(5);

    private final ScfCredentials credentials;
    private final @Nullable ScfEndpoint endpoint;
    private final int connections;
    private final OkHttpClient http;
    private final Duration life;
    private final LongSupplier nanoTime;
    private @Nullable ConnectionPool pool;
    private long poolSince;

    /**
     * @param endpoint replaces {@code https://scf.tencentcloudapi.com} unless null
     * @param connections idle connections to keep
     */
    ScfClient(ScfCredentials credentials, @Nullable URI endpoint, int connections, LongSupplier nanoTime) {
        this(credentials, endpoint, connections, LIFE, nanoTime, http -> http);
    }

    /** @param network lets tests change the client, such as names and certificates */
    ScfClient(
            ScfCredentials credentials,
            @Nullable URI endpoint,
            int connections,
            Duration life,
            LongSupplier nanoTime,
            UnaryOperator<OkHttpClient.Builder> network) {
        this.credentials = credentials;
        this.endpoint = endpoint == null ? null : new ScfEndpoint(endpoint);
        this.connections = connections;
        this.life = life;
        this.nanoTime = nanoTime;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .pingInterval(PING)
                // Tries the next address of a name 250 ms after the last.
                .fastFallback(true)
                // A retry could repeat a request that the function has seen. OkHttp checks a pooled connection before
                // each request.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(new BufferedAnswer());
        if (this.endpoint != null) {
            this.endpoint.apply(builder);
        }
        this.http = network.apply(builder).build();
    }

    /** Replaces the pool regularly, so that old connections become idle and are closed. */
    private synchronized ConnectionPool pool() {
        ConnectionPool current = pool;
        if (current == null || nanoTime.getAsLong() - poolSince >= life.toNanos()) {
            current = new ConnectionPool(connections, IDLE_SECONDS, TimeUnit.SECONDS);
            pool = current;
            poolSince = nanoTime.getAsLong();
        }
        return current;
    }

    /**
     * @param parameters as JSON
     * @param timeLimit for the whole call
     * @param sent set once the request is sent on a connection; from then on the function may have seen the event
     * @return the response as JSON, an object with {@code Response}
     * @throws TencentCloudSDKException if the API returns an error or does not respond
     * @throws IllegalStateException if there are no credentials
     */
    String call(String region, String action, String parameters, Duration timeLimit, AtomicBoolean sent)
            throws TencentCloudSDKException {
        HttpProfile profile = new HttpProfile();
        profile.setHttpClient(http.newBuilder()
                .connectionPool(pool())
                .addNetworkInterceptor(chain -> {
                    sent.set(true);
                    return chain.proceed(chain.request());
                })
                .readTimeout(timeLimit)
                .writeTimeout(timeLimit)
                .callTimeout(timeLimit)
                .build());
        if (endpoint != null) {
            endpoint.apply(profile);
        }
        ClientProfile settings = new ClientProfile(ClientProfile.SIGN_TC3_256, profile);
        // One for each call: it holds the credentials, and the SDK's setter for them is not thread-safe.
        CommonClient client = new CommonClient("scf", VERSION, credentials.current(), region, settings);
        return client.commonRequest(new CommonRequest(parameters), action);
    }

    synchronized void close() {
        if (pool != null) {
            pool.evictAll();
        }
    }
}
