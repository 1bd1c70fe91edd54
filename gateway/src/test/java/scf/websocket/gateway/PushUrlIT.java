package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.TestClient;

/** The forms of a push URL with the finished jar, and the places where a secret in it must not appear. */
class PushUrlIT {
    private static final String SECRET = "q3Zx_81mVfWc-0aHsKt7Rb";

    @Test
    void aUrlWithASecretWorksAndIsNeverShown() throws IOException {
        String wrong = SECRET.replace('q', 'Q');
        try (FunctionServer functions = new FunctionServer();
                GatewayProcess gateway = GatewayProcess.start(
                        "push-url",
                        functions,
                        "--push-secrets=" + SECRET,
                        "--page",
                        "--access-log=all",
                        "--push-port=0");
                TestClient client = TestClient.connect(gateway.uri())) {
            String id = functions
                    .registers()
                    .get(0)
                    .at("/websocket/secConnectionID")
                    .asText();
            String push = "{\"websocket\":{\"action\":\"connecting\",\"secConnectionID\":\"" + id
                    + "\",\"data\":{\"n\":1.0}}}";
            List<String> right = List.of(
                    "/" + SECRET + "/api-local",
                    "/" + SECRET + "/api-local/",
                    "//" + SECRET + "//api-local",
                    "/" + SECRET + "/api-local?from=function");
            for (String path : right) {
                assertThat(gateway.push(path, push).body()).isEqualTo("{\"errNo\":0,\"errMsg\":\"ok\"}");
            }
            assertThat(client.awaitTexts(right.size())).containsOnly("{\"n\":1.0}");

            StringBuilder shown = new StringBuilder();
            for (String path :
                    List.of("/api-local", "/api-local/", "/" + wrong + "/api-local", "/api-local?x=" + SECRET)) {
                var refusal = gateway.push(path, push);
                assertThat(refusal.statusCode()).as(path).isEqualTo(401);
                shown.append(refusal.body()).append(refusal.headers().map());
            }
            shown.append(gateway.push("/" + SECRET + "/api-local", "nonsense").body());
            shown.append(gateway.get("/" + SECRET)).append(gateway.get("/" + SECRET + "/api-other"));
            shown.append(gateway.get("/metrics")).append(gateway.get("/readyz")).append(gateway.get("/healthz"));
            try (RawClient anybody = gateway.raw()) {
                String onPublic = anybody.write("POST /" + SECRET
                                + "/api-local HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                        .readHttp();
                assertThat(onPublic).startsWith("HTTP/1.1 404 ");
                shown.append(onPublic)
                        .append(anybody.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .readHttp());
            }
            shown.append(Files.readString(Path.of("target", "it-logs", "push-url.log")));
            assertThat(shown.toString())
                    .contains("gateway is up", "gateway_pushes_total{outcome=\"unauthorized\",via=\"url\"} 4.0")
                    .doesNotContain(SECRET)
                    .doesNotContain(wrong);
            assertThat(gateway.pushPorts()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--push-secrets=SECRET",
                "--push-secrets=SECRET,weak",
                "--push-secrets=SECRET --push-port=99999",
                "--push-secrets=SECRET --push-tokens=0123456789abcdef --public-push",
                "--push-secret SECRET"
            })
    void noMessageAboutSettingsShowsASecret(String options) {
        Stream<String> all = Stream.concat(
                Stream.of(
                        "--check",
                        "--register=http://127.0.0.1:9/",
                        "--transmission=http://127.0.0.1:9/",
                        "--cleanup=http://127.0.0.1:9/"),
                Arrays.stream(options.replace("SECRET", SECRET).split(" ")));
        String output = GatewayProcess.run(all.toArray(String[]::new)).output();
        assertThat(output).isNotEmpty().doesNotContain(SECRET);
    }
}
