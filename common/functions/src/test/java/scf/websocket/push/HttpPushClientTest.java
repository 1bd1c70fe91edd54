package scf.websocket.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.util.Map;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import scf.websocket.config.Settings;

/** Verifies the configuration of OkHttp; {@link HttpReversePushTest} verifies its behaviour. */
class HttpPushClientTest {
    private final OkHttpClient client =
            HttpPushClient.client(Settings.of(Map.of()), true, Dns.SYSTEM, System::nanoTime);

    @Test
    void everyTimeOutIsThatOfAPush() {
        assertThat(client.connectTimeoutMillis()).isEqualTo(2000);
        assertThat(client.readTimeoutMillis()).isEqualTo(2000);
        assertThat(client.writeTimeoutMillis()).isEqualTo(2000);
    }

    @Test
    void anUnresponsiveConnectionIsClosedWithItsRequest() {
        assertThat(client.protocols()).containsExactly(Protocol.HTTP_1_1);
        assertThat(client.retryOnConnectionFailure()).isFalse();
        assertThat(client.fastFallback()).isTrue();
    }

    @Test
    void onlyThePushUrlDeterminesWhereAPushGoes() {
        assertThat(client.proxy()).isEqualTo(Proxy.NO_PROXY);
        assertThat(client.followRedirects()).isFalse();
        assertThat(client.cache()).isNull();
        assertThat(client.cookieJar()).isSameAs(CookieJar.NO_COOKIES);
        assertThat(client.authenticator()).isSameAs(Authenticator.NONE);
    }
}
