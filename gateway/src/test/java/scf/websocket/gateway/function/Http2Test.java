package scf.websocket.gateway.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.gateway.security.TestCertificates;

class Http2Test {
    @TempDir
    Path folder;

    @Test
    void overTlsEventsAtTheSameTimeShareOneHttp2Connection() throws Exception {
        SSLContext tls = TestCertificates.tls(folder);
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
}
