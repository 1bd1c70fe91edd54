package scf.websocket.gateway.invoke;

import com.tencentcloudapi.common.profile.HttpProfile;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Another address of SCF's API. One whose name begins with {@code scf.}, such as {@code scf.internal.tencentcloudapi.com}, is the API
 * itself, and requests are signed for that name. Any other is a proxy before {@code scf.tencentcloudapi.com} that leaves the
 * {@code Host} as it is: the SDK makes the first label of a name the service in the signature, so a proxy's own name would make
 * every signature wrong.
 */
final class ScfEndpoint {
    private final URI uri;

    /** @param uri scheme, host and perhaps port */
    ScfEndpoint(URI uri) {
        this.uri = uri;
    }

    private boolean isProxy() {
        String host = uri.getHost();
        return host == null || !host.startsWith("scf.");
    }

    void apply(HttpProfile profile) {
        if (!isProxy()) {
            profile.setProtocol(uri.getScheme() + "://");
            profile.setEndpoint(uri.getRawAuthority());
        }
    }

    void apply(OkHttpClient.Builder client) {
        if (isProxy()) {
            HttpUrl proxy = HttpUrl.get(uri.toString());
            client.addInterceptor(chain ->
                    chain.proceed(chain.request().newBuilder().url(proxy).build()));
        }
    }
}
