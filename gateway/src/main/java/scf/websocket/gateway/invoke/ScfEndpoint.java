package scf.websocket.gateway.invoke;

import com.tencentcloudapi.common.profile.HttpProfile;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * An alternative endpoint of SCF's API. If its host name begins with {@code scf.}, such as {@code
 * scf.internal.tencentcloudapi.com}, it is the API itself, and requests are signed for that name. Otherwise it is a
 * proxy in front of {@code scf.tencentcloudapi.com} that preserves the {@code Host}: the SDK uses the first label of
 * the host name as the service in the signature, so a proxy's own name would invalidate it.
 */
final class ScfEndpoint {
    private final URI uri;

    /** @param uri scheme, host and optional port */
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
