package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.GatewayProcess;
import scf.websocket.gateway.testing.NetworkNamespace;
import scf.websocket.gateway.testing.PushOnce;
import scf.websocket.gateway.testing.TestClient;

/** Functions on another machine that push by a plain POST to a hard-coded URL, like all published ones. */
class PushFromElsewhereIT {
    private static final String SECRET = "q3Zx_81mVfWc-0aHsKt7Rb";
    private static final String OK = "200 {\"errNo\":0,\"errMsg\":\"ok\"}";

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
    void onlyAListedNetworkPushesWithoutACredential() {
        try (GatewayProcess gateway = GatewayProcess.start(
                        "push-networks",
                        functions,
                        "--push-host=" + elsewhere.localAddress(),
                        "--push-port=0",
                        "--push-networks=" + elsewhere.remoteAddress());
                TestClient client = TestClient.connect(gateway.uri())) {
            assertThat(gateway.pushPorts()).hasSize(2).doesNotHaveDuplicates();
            for (int port : gateway.pushPorts()) {
                String url = "http://" + elsewhere.localAddress() + ":" + port + "/api-local";
                assertThat(elsewhere.run(PushOnce.class, url, body())).isEqualTo(OK);
            }
            assertThat(client.awaitTexts(2)).containsOnly("from elsewhere");

            // The peer address of this connection is that of this machine, whatever the headers say.
            for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP")) {
                assertThat(gateway.push("/api-local", body(), header, elsewhere.remoteAddress())
                                .statusCode())
                        .as(header)
                        .isEqualTo(401);
            }
            assertThat(client.texts()).hasSize(2);
        }
    }

    @Test
    void aSecretInTheUrlWorksFromAnywhereAndAForgedAddressDoesNot() {
        try (GatewayProcess gateway = GatewayProcess.start(
                        "push-secrets",
                        functions,
                        "--push-host=" + elsewhere.localAddress(),
                        "--push-networks=203.0.113.0/24",
                        "--push-secrets=" + SECRET);
                TestClient client = TestClient.connect(gateway.uri())) {
            String server = "http://" + elsewhere.localAddress() + ":"
                    + gateway.pushPorts().get(0);
            assertThat(elsewhere.run(PushOnce.class, server + "/" + SECRET + "/api-local", body()))
                    .isEqualTo(OK);
            assertThat(client.awaitTexts(1)).containsExactly("from elsewhere");

            String wrong = server + "/" + SECRET.replace('q', 'Q') + "/api-local";
            assertThat(elsewhere.run(PushOnce.class, wrong, body())).startsWith("401 {\"errNo\":401,");
            String forged = elsewhere.run(
                    PushOnce.class,
                    server + "/api-local",
                    body(),
                    "X-Forwarded-For: 203.0.113.9",
                    "X-Real-IP: 203.0.113.9",
                    "Forwarded: for=203.0.113.9");
            assertThat(forged).startsWith("401 {\"errNo\":401,");
            assertThat(client.texts()).hasSize(1);
        }
    }
}
