package scf.websocket.gateway;

import java.util.List;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.RedisProcess;
import scf.websocket.testing.process.Await;

/** Continues {@link LostRouteTest} until the other gateway has cleaned up once and nothing is left in Redis. */
class LostRouteProof extends LostRouteTest {
    @Override
    void assertLeft(RedisProcess redis, GatewayFixture to, String connectionId) {
        Await.until(
                "the other node cleans up",
                () -> FunctionServer.ids(to.functions.cleanups()).equals(List.of(connectionId)));
        Await.until(
                "forgotten",
                () -> redis.ask(r -> r.keys("scf-websocket:open:*")).isEmpty());
    }
}
