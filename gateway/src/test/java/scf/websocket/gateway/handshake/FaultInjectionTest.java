package scf.websocket.gateway.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/**
 * Each port of a connection fails in each way: every client gets a response, nothing leaks, and the next client is
 * served.
 */
class FaultInjectionTest {
    private static final String INTERNAL_ERROR = "{\"errNo\":500,\"errMsg\":\"internal error\"}";

    static Stream<Fault> faults() {
        return Arrays.stream(Fault.Port.values())
                .flatMap(port -> Arrays.stream(Fault.Moment.values())
                        .filter(moment -> port.answersLater() || !moment.needsStage())
                        .map(moment -> Fault.once(port, moment)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyClientIsAnsweredAndLeavesNothingBehind(Fault fault) {
        try (FaultyGateway gateway = new FaultyGateway(fault, channel -> {})) {
            // More than the connection limit, so each must release its slot.
            for (int i = 0; i < 3; i++) {
                runClient(gateway);
                Await.until(
                        "nothing is left of it, but " + gateway.left(),
                        () -> gateway.left().isEmpty());
            }
            assertThat(gateway.messages())
                    .as("messages of clients without a fault")
                    .isNotEmpty();
            assertThat(fault.calls()).as("calls of the port").hasPositiveValue();
            gateway.releaseApi();
            Await.until("the API's functions are unused", gateway::apiIsUnused);
        }
    }

    /** Ports without a result may fail permanently: there is no log, or no list, but the gateway works. */
    @ParameterizedTest
    @MethodSource("silentPorts")
    void aPortWithoutAResultMayFailForEver(Fault.Port port) {
        Fault fault = Fault.always(port, Fault.Moment.THROWS_AN_ERROR);
        try (FaultyGateway gateway = new FaultyGateway(fault, channel -> {})) {
            for (int i = 0; i < 3; i++) {
                assertThat(runClient(gateway)).startsWith("HTTP/1.1 101 ");
                Await.until(
                        "nothing is left of it, but " + gateway.left(),
                        () -> gateway.left().isEmpty());
            }
            assertThat(gateway.messages()).hasSize(3);
        }
    }

    static Stream<Fault.Port> silentPorts() {
        return Stream.of(Fault.Port.ACCESS_LOG, Fault.Port.LEDGER_CLOSED, Fault.Port.JOURNAL_CLOSED);
    }

    /** Connects, sends a message, closes; each response, or the end, arrives in time. */
    private static String runClient(FaultyGateway gateway) {
        try (RawClient client = new RawClient(gateway.port())) {
            String answer = client.handshake(FaultyGateway.PATH).readHttp();
            if (answer.startsWith("HTTP/1.1 101 ")) {
                RawWebSocket socket = RawWebSocket.on(client);
                socket.send(RawWebSocket.TEXT, "hello").sendClose(1000, "");
                RawWebSocket.Frame last = socket.next();
                while (last.firstByte() == RawWebSocket.CLOSE) {
                    last = socket.next();
                }
                assertThat(last.firstByte()).as("the end after a close frame").isEqualTo(RawWebSocket.END);
            } else {
                // On a slow machine the handshake may time out first; that is a response, too.
                assertThat(answer).containsPattern("^HTTP/1.1 (50.|408) ").containsPattern("\"errNo\":(50.|408)");
            }
            assertThat(client.read()).isEqualTo(-1);
            return answer;
        }
    }

    /** Thrown by an earlier handler, such as BodyGuard or BodyLimit. */
    @Test
    void aFaultInThePipelineIsAnswered() {
        Fault none = Fault.once(Fault.Port.PATHS, Fault.Moment.NEVER_ANSWERS);
        ChannelInboundHandlerAdapter broken = new ChannelInboundHandlerAdapter() {
            @Override
            public boolean isSharable() {
                return true;
            }

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ReferenceCountUtil.release(message);
                throw new IllegalStateException("thrown by the test");
            }
        };
        try (FaultyGateway gateway = new FaultyGateway(
                        none,
                        channel -> channel.pipeline()
                                .addBefore(
                                        channel.pipeline()
                                                .context(PublicRequestHandler.class)
                                                .name(),
                                        null,
                                        broken));
                RawClient client = new RawClient(gateway.port())) {
            assertThat(client.handshake(FaultyGateway.PATH).readHttp())
                    .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                    .endsWith(INTERNAL_ERROR);
            assertThat(client.read()).isEqualTo(-1);
        }
    }
}
