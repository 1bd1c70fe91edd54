package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.NetworkNamespace;
import scf.websocket.gateway.testing.PushOnce;
import scf.websocket.gateway.testing.TestClient;

/** Functions on another machine that push by a plain POST to a URL that is a literal, as all published ones do. */
class PushFromElsewhereIT {
    private static final String SECRET = "q3Zx_81mVfWc-0aHsKt7Rb";
    private static final String OK = "200 {\"errNo\":0,\"errMsg\":\"ok\"}";
    private static final List<String> FORGED = List.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP");

    private final NetworkNamespace elsewhere = NetworkNamespace.orSkip();
    private final FunctionServer functions = new FunctionServer();

    @AfterEach
    void stop() {
        elsewhere.close();
        functions.close();
    }

    private String body() {
        String id =
                functions.registers().get(0).at("/websocket/secConnectionID").asText();
        return "{\"websocket\":{\"action\":\"data send\",\"secConnectionID\":\"" + id
                + "\",\"dataType\":\"text\",\"data\":\"from elsewhere\"}}";
    }

    @Test
    void aListedNetworkPushesWithoutACredentialAndNobodyElseDoes() {
        try (GatewayProcess gateway = GatewayProcess.start(
                        "push-networks",
                        functions,
                        "--push-host=" + elsewhere.here(),
                        "--push-port=0",
                        "--push-networks=" + elsewhere.there());
                TestClient client = TestClient.connect(gateway.uri())) {
            assertThat(gateway.pushPorts()).hasSize(2).doesNotHaveDuplicates();
            for (int port : gateway.pushPorts()) {
                String url = "http://" + elsewhere.here() + ":" + port + "/api-local";
                assertThat(elsewhere.run(PushOnce.class, url, body())).isEqualTo(OK);
            }
            assertThat(client.awaitTexts(2)).containsOnly("from elsewhere");

            // From here the other end of the connection is our own address, whatever the headers say.
            for (String header : FORGED) {
                assertThat(gateway.push("/api-local", body(), header, elsewhere.there())
                                .statusCode())
                        .as(header)
                        .isEqualTo(401);
            }
            assertThat(client.texts()).hasSize(2);
        }
    }

    @Test
    void aSecretInTheUrlServesFromAnywhereAndIsNeverShown() throws IOException {
        try (GatewayProcess gateway = GatewayProcess.start(
                        "push-secrets",
                        functions,
                        "--push-host=" + elsewhere.here(),
                        "--page",
                        "--access-log=all",
                        "--push-networks=203.0.113.0/24",
                        "--push-secrets=" + SECRET);
                TestClient client = TestClient.connect(gateway.uri())) {
            String server =
                    "http://" + elsewhere.here() + ":" + gateway.pushPorts().get(0);
            assertThat(elsewhere.run(PushOnce.class, server + "/" + SECRET + "/api-local", body()))
                    .isEqualTo(OK);
            assertThat(elsewhere.run(PushOnce.class, server + "//" + SECRET + "/api-local/", body()))
                    .isEqualTo(OK);
            assertThat(client.awaitTexts(2)).containsOnly("from elsewhere");

            String wrong = SECRET.replace('q', 'Q');
            String withoutOne = elsewhere.run(
                    PushOnce.class,
                    server + "/api-local",
                    body(),
                    "X-Forwarded-For: 203.0.113.9",
                    "X-Real-IP: 203.0.113.9");
            String withAWrongOne = elsewhere.run(PushOnce.class, server + "/" + wrong + "/api-local", body());
            assertThat(withoutOne).startsWith("401 {\"errNo\":401,").isEqualTo(withAWrongOne);
            assertThat(client.texts()).hasSize(2);

            assertThat(gateway.raw()
                            .write("POST /" + SECRET + "/api-local HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                            .readHttp())
                    .as("the listener for clients")
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain(SECRET);
            String log = Files.readString(Path.of("target", "it-logs", "push-secrets.log"));
            assertThat(log).contains("gateway is up").doesNotContain(SECRET).doesNotContain(wrong);
            assertThat(withoutOne + gateway.get("/metrics") + gateway.get("/readyz") + gateway.get("/" + SECRET))
                    .contains("gateway_pushes_total{outcome=\"unauthorized\"} 2.0")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void noMessageAboutSettingsShowsASecret() {
        String[] targets = {
            "--register=http://127.0.0.1:9/", "--transmission=http://127.0.0.1:9/", "--cleanup=http://127.0.0.1:9/"
        };
        for (List<String> options : List.of(
                List.of("--check", "--push-secrets=" + SECRET),
                List.of("--check", "--push-secrets=" + SECRET + ",weak"),
                List.of("--check", "--push-secrets=" + SECRET, "--push-port=99999"),
                List.of("--check", "--push-secrets=" + SECRET, "--public-push"),
                List.of("--check", "--push-secret=" + SECRET),
                List.of("--check", "--push-secret", SECRET))) {
            String[] all =
                    Stream.concat(Arrays.stream(targets), options.stream()).toArray(String[]::new);
            assertThat(GatewayProcess.run(all).output())
                    .as("%s", options)
                    .isNotEmpty()
                    .doesNotContain(SECRET);
        }
    }
}
