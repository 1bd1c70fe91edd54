package scf.websocket.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressKeyTest {
    @Test
    void addressesOfOne64ShareAKey() throws UnknownHostException {
        String first = AddressKey.of("2001:db8:1:2::1");
        assertThat(first).isEqualTo("2001:db8:1:2::/64");
        assertThat(AddressKey.of("2001:db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(first);
        assertThat(AddressKey.of(InetAddress.getByName("2001:DB8:1:2::abcd"))).isEqualTo(first);
        assertThat(AddressKey.of("2001:db8:1:3::1")).isNotEqualTo(first);
    }

    @Test
    void anIpv4AddressHasOneKeyInEveryForm() throws UnknownHostException {
        assertThat(AddressKey.of("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(AddressKey.of("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(AddressKey.of("::ffff:cb00:7107")).isEqualTo("203.0.113.7");
        assertThat(AddressKey.of(InetAddress.getByName("::ffff:203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(AddressKey.of("203.0.113.8")).isNotEqualTo("203.0.113.7");
    }

    @Test
    void theKeyOmitsTheInterface() throws UnknownHostException {
        InetAddress linkLocal = InetAddress.getByName("fe80::1%1");
        assertThat(AddressKey.of(linkLocal)).isEqualTo("fe80::/64");
    }

    @Test
    void connectionsAndProbesOfAn64AreCountedTogether() {
        ConnectionLimits connections = new ConnectionLimits(10, 1, 0, 0);
        assertThat(connections.admit("2001:db8::1", 0)).isNull();
        assertThat(connections.admit("2001:db8::2", 0)).isEqualTo(Limit.MAX_CONNECTIONS_PER_ADDRESS);
        assertThat(connections.admit("2001:db8:0:1::1", 0)).isNull();
        connections.release("2001:db8::1");
        assertThat(connections.admit("2001:db8::2", 0)).isNull();

        AddressRate probes = new AddressRate(1, Duration.ofSeconds(1), 10, 0);
        assertThat(probes.admit("2001:db8::1", 0)).isTrue();
        assertThat(probes.admit("2001:db8::2", 0)).isFalse();
    }
}
