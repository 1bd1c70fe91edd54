package scf.websocket.testing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who signs in where, and who is thrown out, behind a real gateway. */
class ChannelsSignInTest {
    private static final String ANN = ChannelsGateway.token("\"sub\":\"ann\"");

    private static TestClient signIn(ChannelsGateway gateway, String token) {
        TestClient client = gateway.handshake().connect();
        client.send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}");
        return client;
    }

    @Test
    void aDisconnectReachesAClientWhoseConnectIsUnderWay() throws Exception {
        try (ChannelsGateway gateway =
                        new ChannelsGateway(Map.of("CHANNELS_POLICY", HeldPolicy.class.getName()), false);
                TestClient before = signIn(gateway, ANN)) {
            assertThat(before.receiveText()).contains("\"connect\":{");
            String held = ChannelsGateway.token("\"sub\":\"ann\",\"channels\":[\"" + HeldPolicy.CHANNEL + "\"]");
            try (TestClient during = signIn(gateway, held)) {
                assertThat(HeldPolicy.ENTERED.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(gateway.disconnect("ann")).isTrue();
                HeldPolicy.RELEASED.countDown();
                assertThat(during.awaitClosed().code()).isEqualTo(3503);
            }
            assertThat(before.awaitClosed().code()).isEqualTo(3503);
            try (TestClient after = signIn(gateway, ANN)) {
                assertThat(after.receiveText()).contains("\"connect\":{");
                assertThat(after.send("{\"id\":2,\"ping\":{}}").receiveText()).contains("\"ping\":{}");
            }
        }
    }

    @Test
    void theHandshakeSignsInWhereTheGatewayPassesItsTokenOn() {
        try (ChannelsGateway gateway = new ChannelsGateway("--pass-query=token", "--pass-headers=authorization")) {
            TestClient query = gateway.handshake().query("token", ANN).connect();
            assertThat(query.send("{\"id\":1,\"connect\":{}}").receiveText()).contains("\"connect\":{");
            TestClient header =
                    gateway.handshake().header("Authorization", "Bearer " + ANN).connect();
            assertThat(header.send("{\"id\":1,\"connect\":{}}").receiveText()).contains("\"connect\":{");
            TestClient wrong = gateway.handshake().query("token", "wrong").connect();
            assertThat(wrong.send("{\"id\":1,\"connect\":{}}").awaitClosed().code())
                    .isEqualTo(3500);
        }
        try (ChannelsGateway gateway = new ChannelsGateway()) {
            TestClient query = gateway.handshake().query("token", ANN).connect();
            assertThat(query.send("{\"id\":1,\"connect\":{}}").receiveText())
                    .as("not passed on by default")
                    .contains("\"code\":101");
        }
    }

    /** As with {@code PUSH_VIA=post}: replies, joins and publications go to the push URL. */
    @Test
    void channelsWorkWhereFunctionsPostTheirPushes() {
        try (ChannelsGateway gateway = new ChannelsGateway(Map.of(), true);
                TestClient ann = signIn(gateway, ANN);
                TestClient bob = signIn(gateway, ChannelsGateway.token("\"sub\":\"bob\""))) {
            for (TestClient one : new TestClient[] {ann, bob}) {
                assertThat(one.receiveText()).contains("\"connect\":{");
                one.send("{\"id\":2,\"subscribe\":{\"channel\":\"chat:posted\"}}");
                assertThat(one.receiveText()).contains("\"subscribe\":{\"recoverable\":true");
            }
            for (int i = 1; i <= 5; i++) {
                ann.send("{\"id\":" + (2 + i) + ",\"publish\":{\"channel\":\"chat:posted\",\"data\":" + i + "}}");
            }
            for (int i = 1; i <= 5; i++) {
                assertThat(bob.receiveText()).contains("\"data\":" + i + ",").contains("\"offset\":" + i);
            }
            assertThat(gateway.block("bob")).isTrue();
            assertThat(bob.awaitClosed().code()).isEqualTo(3507);
        }
    }
}
