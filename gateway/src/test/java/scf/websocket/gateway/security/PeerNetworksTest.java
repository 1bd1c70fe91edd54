package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNetworksTest {
    private static PeerNetworks of(String... networks) {
        return PeerNetworks.of("--push-networks", List.of(networks));
    }

    private static boolean contain(PeerNetworks networks, String peer) {
        return networks.contain(new InetSocketAddress(AddressRange.address(peer).orElseThrow(), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.0.0.0/8, fd00::a01:203, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.2/31, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false",
        "::ffff:10.1.2.3, 10.1.2.3, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "fc00::/7, fd00::1, true",
        "::1, ::1, true",
        "::1, 127.0.0.1, false"
    })
    void aPeerIsInANetworkOrNot(String network, String peer, boolean expected) {
        assertThat(contain(of(network), peer)).isEqualTo(expected);
        assertThat(contain(of("192.0.2.1", network), peer)).isEqualTo(expected);
    }

    /** IPv4-compatible addresses, which RFC 4291 §2.5.5.1 deprecates, are not IPv4 addresses. */
    @Test
    void anIpv6AddressIsNotTheIpv4AddressThatItEndsWith() throws UnknownHostException {
        byte[] compatible = new byte[16];
        compatible[12] = 10;
        compatible[15] = 1;
        assertThat(of("10.0.0.0/8").contain(new InetSocketAddress(InetAddress.getByAddress(compatible), 1)))
                .isFalse();
    }

    @Test
    void anEmptyListContainsNobody() {
        assertThat(PeerNetworks.none().isEmpty()).isTrue();
        assertThat(contain(PeerNetworks.none(), "127.0.0.1")).isFalse();
        assertThat(of("127.0.0.0/8").contain(null)).isFalse();
        assertThat(of("127.0.0.0/8").contain(InetSocketAddress.createUnresolved("127.0.0.1", 1)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "10.0.0.0/0",
                "0.0.0.0/1",
                "128.0.0.0/1",
                "0.0.0.0/7",
                "0.0.0.0/8",
                "0.0.0.0",
                "::/0",
                "::",
                "::/96",
                "::/1",
                "8000::/1",
                "2000::/3",
                "fd00::/0",
                "::ffff:0.0.0.0/96",
                "::ffff:0:0/96",
                "::ffff:10.0.0.0/97"
            })
    void aNetworkOfAllAddressesIsRefused(String network) {
        assertThatThrownBy(() -> of("10.0.0.0/8", network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--push-networks must name your own networks")
                .hasMessageContaining("'" + network + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "all",
                "0",
                "0/0",
                "10/8",
                "10.0.0.0/",
                "10.0.0.0/00",
                "10.0.0.0/08",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/8 ",
                "localhost",
                "vpc.example.com",
                "::ffff:10.0.0.0/8",
                "::ffff:0.0.0.0/0",
                "::1/129",
                "0x0a000000/8",
                "012.0.0.0.0/8",
                "10.0.0.0/٨",
                "10.0.0.0-10.0.0.9"
            })
    void anInvalidNetworkIsRefused(String network) {
        assertThatThrownBy(() -> of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--push-networks must be addresses or ranges like 10.0.0.0/8 or ::1");
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3/8, 10.0.0.0/8", "192.168.1.77/24, 192.168.1.0/24", "fd00::1/8, fd00:0:0:0:0:0:0:0/8"})
    void aNetworkWithHostBitsIsRefusedWithItsCanonicalForm(String network, String meant) {
        assertThatThrownBy(() -> of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + network + "'")
                .hasMessageContaining("write " + meant);
    }

    @Test
    void theNumberOfNetworksIsBounded() {
        assertThat(PeerNetworks.of("x", Collections.nCopies(64, "10.0.0.0/8")).isEmpty())
                .isFalse();
        assertThatThrownBy(() -> PeerNetworks.of("--push-networks", Collections.nCopies(65, "10.0.0.0/8")))
                .hasMessageContaining("64");
    }
}
