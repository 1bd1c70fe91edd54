package scf.websocket.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.config.Settings;

/** The TLS case; {@link HttpReversePushTest} covers connections without TLS. */
class HttpLiveConnectionsTest {
    @TempDir
    Path folder;

    private static OkHttpClient clientOf(TlsGateway gateway) {
        return gateway.trustedBy(HttpPushClient.client(Settings.of(Map.of()), true, Dns.SYSTEM, System::nanoTime));
    }

    private static String get(OkHttpClient client, TlsGateway gateway) throws IOException {
        Request request = new Request.Builder().url(gateway.url()).build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    @Test
    void aTlsMessageDoesNotEndAPooledConnection() throws Exception {
        try (TlsGateway gateway = new TlsGateway(folder, true)) {
            OkHttpClient client = clientOf(gateway);
            for (int i = 1; i <= 5; i++) {
                assertThat(get(client, gateway)).isEqualTo(GatewayDouble.OK);
                gateway.awaitDone();
            }
            assertThat(gateway.requests()).isEqualTo(5);
            assertThat(gateway.connections()).isEqualTo(1);
            client.connectionPool().evictAll();
        }
    }

    @Test
    void nothingIsSentOverAClosedTlsConnection() throws Exception {
        try (TlsGateway gateway = new TlsGateway(folder, false)) {
            OkHttpClient client = clientOf(gateway);
            assertThat(get(client, gateway)).isEqualTo(GatewayDouble.OK);
            gateway.awaitDone();

            assertThatIOException().isThrownBy(() -> get(client, gateway)).withMessage("the kept connection has ended");
            assertThat(gateway.requests()).isEqualTo(1);
        }
    }
}
