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

/** Calls actions of the SCF API through Tencent's SDK. Blocks; thread-safe. */
final class ScfClient {
    private static final String VERSION = "2018-04-16";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int IDLE_SECONDS = 20;

    /** A connection that is used all the time would never follow a change of DNS. */
    private static final Duration LIFE = Duration.ofSeconds(60);

    /** On HTTP/2; a second PING that is due before the answer to the first closes the connection. */
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
     * @param endpoint in place of {@code https://scf.tencentcloudapi.com}; null for that
     * @param connections the most idle connections that are kept
     */
    ScfClient(ScfCredentials credentials, @Nullable URI endpoint, int connections, LongSupplier nanoTime) {
        this(credentials, endpoint, connections, LIFE, nanoTime, http -> http);
    }

    /** @param network changes what the tests need to have of their own, such as names and certificates */
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
                // Each address of a name gets its turn a quarter of a second after the one before.
                .fastFallback(true)
                // It would repeat a request that the function may have seen. Before each, it looks whether the
                // connection still lives.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(new BufferedAnswer());
        if (this.endpoint != null) {
            this.endpoint.apply(builder);
        }
        this.http = network.apply(builder).build();
    }

    /** Another one after a while: what is in the one before becomes idle, and goes. */
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
     * @param sent set when a connection is there and the request goes out: from then on the function may have seen the event
     * @return the answer as JSON, an object with {@code Response}
     * @throws TencentCloudSDKException if the API answers with an error, or not at all
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
        // Made for one call: it holds the keys, and the SDK's setter for them is not for several threads.
        CommonClient client = new CommonClient("scf", VERSION, credentials.current(), region, settings);
        return client.commonRequest(new CommonRequest(parameters), action);
    }

    synchronized void close() {
        if (pool != null) {
            pool.evictAll();
        }
    }
}
