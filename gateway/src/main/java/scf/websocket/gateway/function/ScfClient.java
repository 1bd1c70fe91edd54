package scf.websocket.gateway.function;

import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.CommonRequest;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Calls actions of the SCF API through Tencent's SDK. Blocks; thread-safe. */
final class ScfClient {
    private static final String VERSION = "2018-04-16";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int IDLE_SECONDS = 20;

    private final ScfCredentials credentials;
    private final @Nullable ScfEndpoint endpoint;
    private final OkHttpClient http;

    /**
     * @param endpoint in place of {@code https://scf.tencentcloudapi.com}; null for that
     * @param connections the most idle connections that are kept
     */
    ScfClient(ScfCredentials credentials, @Nullable URI endpoint, int connections) {
        this.credentials = credentials;
        this.endpoint = endpoint == null ? null : new ScfEndpoint(endpoint);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(CONNECT_TIMEOUT)
                .connectionPool(new ConnectionPool(connections, IDLE_SECONDS, TimeUnit.SECONDS))
                // It would repeat a request that the function may have seen. Before each, it looks whether the
                // connection still lives.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(new BufferedAnswer());
        if (this.endpoint != null) {
            this.endpoint.apply(builder);
        }
        this.http = builder.build();
    }

    /**
     * @param parameters as JSON
     * @param timeLimit for the whole call
     * @return the answer as JSON, an object with {@code Response}
     * @throws TencentCloudSDKException if the API answers with an error, or not at all
     * @throws IllegalStateException if there are no credentials
     */
    String call(String region, String action, String parameters, Duration timeLimit) throws TencentCloudSDKException {
        HttpProfile profile = new HttpProfile();
        profile.setHttpClient(http.newBuilder()
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

    void close() {
        http.connectionPool().evictAll();
    }
}
