package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.testing.process.Await;

/** Calls of SCF's API over an unreliable network. */
@Timeout(60)
class ScfNetworkTest {
    private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static ScfService service(
            URI endpoint, int parallelism, Duration life, UnaryOperator<OkHttpClient.Builder> network) {
        ScfCredentials credentials = new ScfCredentials(
                () -> Map.of("TENCENTCLOUD_SECRETID", "id", "TENCENTCLOUD_SECRETKEY", ScfApiDouble.SECRET_KEY),
                new Credential("", "", ""));
        return new ScfService(
                new ScfClient(credentials, endpoint, parallelism, life, System::nanoTime, network),
                parallelism,
                System::nanoTime);
    }

    private static CompletableFuture<InvocationOutcome> begin(ScfService service, Duration timeLimit) {
        return service.invoker((FunctionTarget.Scf) FunctionTarget.parse("scf:ap-guangzhou/default/f"), timeLimit)
                .invoke(EVENT)
                .toCompletableFuture()
                .orTimeout(25, TimeUnit.SECONDS);
    }

    private static List<InetAddress> addresses(String... texts) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses;
    }

    @Test
    void everyAddressOfANameIsTried() {
        try (ScfApiDouble api = new ScfApiDouble();
                ScfService service = service(
                        URI.create("http://scf.test:" + api.uri().getPort()),
                        1,
                        LONG,
                        http -> http.dns(name -> addresses("::1", "127.0.0.3", "127.0.0.1")))) {
            assertThat(begin(service, LONG).join()).isInstanceOf(InvocationOutcome.Answered.class);
        }
    }

    /** OkHttp keeps a connection as long as it is in use. */
    @Test
    void aConnectionCarriesNoCallAfterItsMaximumAge() {
        try (ScfApiDouble api = new ScfApiDouble();
                ScfService service = service(api.uri(), 1, Duration.ofMillis(200), http -> http)) {
            Await.until("a call takes another connection", () -> {
                assertThat(begin(service, LONG).join()).isInstanceOf(InvocationOutcome.Answered.class);
                return api.requests.get(api.requests.size() - 1).getConnectionIndex() == 1;
            });
        }
    }

    /** OkHttp's timeouts begin only when the call has a thread. */
    @Test
    void anEventThatWaitsForAThreadIsNotCalledAfterItsTimeLimit() {
        CountDownLatch never = new CountDownLatch(1);
        try (ScfApiDouble api = new ScfApiDouble();
                ScfService service = service(api.uri(), 1, LONG, http -> http)) {
            api.answer = body -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return ScfApiDouble.result(0, "{}");
            };
            CompletableFuture<InvocationOutcome> first = begin(service, LONG);
            Await.until("the only thread is busy", () -> api.requests.size() == 1);
            assertThat(begin(service, Duration.ofMillis(200)).join()).isEqualTo(new InvocationOutcome.Busy());
            never.countDown();
            assertThat(first.join()).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(begin(service, LONG).join()).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(api.requests).hasSize(2);
        }
    }

    /** OkHttp sends no PING by default; one call after another would then time out on the dead connection. */
    @Test
    void aDeadHttp2ConnectionIsNoticed() throws Exception {
        SSLContext tls = TestCertificates.tls();
        try (MockWebServer api = new MockWebServer()) {
            api.useHttps(tls.getSocketFactory());
            api.start(InetAddress.getLoopbackAddress(), 0);
            api.enqueue(ScfApiDouble.result(0, "{}"));
            try (DroppingRelay relay = new DroppingRelay(api.getPort());
                    ScfService service = service(
                            URI.create("https://localhost:" + relay.port()),
                            1,
                            LONG,
                            http -> http.sslSocketFactory(tls.getSocketFactory(), new NoIssuers()))) {
                assertThat(begin(service, LONG).join()).isInstanceOf(InvocationOutcome.Answered.class);
                assertThat(api.takeRequest().getVersion()).isEqualTo("HTTP/2");
                relay.drop();
                assertThat(begin(service, Duration.ofSeconds(20)).join())
                        .isNotInstanceOf(InvocationOutcome.Answered.class)
                        .isNotEqualTo(new InvocationOutcome.TimedOut());
                api.enqueue(ScfApiDouble.result(0, "{}"));
                assertThat(begin(service, LONG).join()).isInstanceOf(InvocationOutcome.Answered.class);
            }
        }
    }

    /** OkHttp requires a trust manager; the socket factory decides what is trusted. */
    private static final class NoIssuers implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
