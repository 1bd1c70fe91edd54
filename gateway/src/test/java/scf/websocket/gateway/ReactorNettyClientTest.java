package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import scf.websocket.testing.process.Await;

/** Reactor Netty's client, as Spring's WebFlux uses it, with {@code --deflate}. */
class ReactorNettyClientTest {
    private static final String TEXT = "again and ".repeat(100);

    private final List<String> texts = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exchangesMessages(boolean compress) {
        try (GatewayFixture gateway = GatewayFixture.start(options -> options.security.deflate = true)) {
            Disposable client = HttpClient.create()
                    .websocket(WebsocketClientSpec.builder().compress(compress).build())
                    .uri(gateway.uri().toString())
                    .handle((in, out) -> out.sendString(Mono.just(TEXT))
                            .then()
                            .thenMany(in.receive().asString().doOnNext(texts::add)))
                    .subscribe();
            Await.until("message", () -> gateway.functions.messages().size() == 1);
            assertThat(gateway.functions.messages().get(0).at("/websocket/data").textValue())
                    .isEqualTo(TEXT);
            gateway.sendText(gateway.id(0), TEXT);
            Await.until("push", () -> texts.size() == 1);
            assertThat(texts).containsExactly(TEXT);
            client.dispose();
        }
    }
}
