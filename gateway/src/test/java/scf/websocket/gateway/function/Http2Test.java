package scf.websocket.gateway.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Http2Test {
    @TempDir
    Path folder;

    @Test
    void overTlsEventsAtTheSameTimeShareOneHttp2Connection() throws Exception {
        SSLContext tls = selfSigned();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(tls.getSocketFactory());
            server.start(InetAddress.getLoopbackAddress(), 0);
            HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
            FunctionInvoker invoker = new HttpInvoker(
                    client, URI.create("https://localhost:" + server.getPort() + "/"), Duration.ofSeconds(10), null);
            server.enqueue(new MockResponse.Builder().body("{}").build());
            assertAnswered(List.of(invoke(invoker)));

            List<CompletableFuture<InvocationOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                server.enqueue(new MockResponse.Builder().body("{}").build());
                outcomes.add(invoke(invoker));
            }
            assertAnswered(outcomes);
            for (int i = 0; i < 11; i++) {
                RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
                assertThat(request.getVersion()).isEqualTo("HTTP/2");
                assertThat(request.getConnectionIndex()).isZero();
            }
        }
    }

    private static CompletableFuture<InvocationOutcome> invoke(FunctionInvoker invoker) {
        return invoker.invoke("{}".getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
    }

    private static void assertAnswered(List<CompletableFuture<InvocationOutcome>> outcomes) {
        assertThat(outcomes)
                .allMatch(outcome ->
                        outcome.orTimeout(15, TimeUnit.SECONDS).join() instanceof InvocationOutcome.Answered);
    }

    /** Made by the JDK's own tool; good for server and client. */
    private SSLContext selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "test-password")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        char[] password = "test-password".toCharArray();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password);
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, password);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        trustManagers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return tls;
    }
}
