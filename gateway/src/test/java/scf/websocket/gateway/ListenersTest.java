package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.options.GatewayOptions;

class ListenersTest {
    private final GatewayOptions options = new GatewayOptions();

    ListenersTest() {
        options.listeners.host = "127.0.0.1";
        options.listeners.port = 0;
        options.push.ports = List.of(0);
    }

    @Test
    void areOpenOnceClientsCanConnect() {
        try (Listeners listeners = new Listeners(options)) {
            assertThat(listeners.areOpen()).isFalse();
            listeners.open(new ChannelInboundHandlerAdapter(), new ChannelInboundHandlerAdapter());
            assertThat(listeners.areOpen()).isTrue();
        }
    }

    @Test
    void areNotOpenIfOnlyTheInternalOneIs() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Listeners listeners = new Listeners(options)) {
            options.listeners.port = taken.getLocalPort();
            assertThatThrownBy(() ->
                            listeners.open(new ChannelInboundHandlerAdapter(), new ChannelInboundHandlerAdapter()))
                    .isInstanceOf(ListenException.class);
            assertThat(listeners.internalPorts()).hasSize(1);
            assertThat(listeners.areOpen()).isFalse();
        }
    }
}
