package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.of(List.of("127.0.0.1", "10.0.0.0/8", "fd00::/8"));

    private String client(String caller, String... forwarded) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (String line : forwarded) {
            headers.add("X-Forwarded-For", line);
        }
        InetAddress address = AddressRange.address(caller).orElseThrow();
        return TrustedProxies.text(proxies.client(address, headers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1   | 203.0.113.7                       | 203.0.113.7",
                "127.0.0.1   | 198.51.100.1, 203.0.113.7         | 203.0.113.7",
                "127.0.0.1   | 203.0.113.7, 10.1.2.3             | 203.0.113.7",
                "127.0.0.1   | 203.0.113.7:4711, 10.1.2.3:80     | 203.0.113.7",
                "127.0.0.1   | 10.9.9.9, 10.1.2.3                | 10.9.9.9",
                "127.0.0.1   | 203.0.113.7, unknown              | 127.0.0.1",
                "127.0.0.1   | 203.0.113.7, unknown, 10.1.2.3    | 10.1.2.3",
                "127.0.0.1   | ''                                | 127.0.0.1",
                "127.0.0.1   | [2001:db8::1]:443                 | 2001:db8::1",
                "fd00::1     | 2001:db8::1                       | 2001:db8::1",
                "127.0.0.1   | ::ffff:203.0.113.7                | 203.0.113.7",
                "203.0.113.9 | 198.51.100.1                      | 203.0.113.9",
            })
    void theRightmostAddressThatIsNotTrustedIsTheClient(String caller, String forwarded, String client) {
        assertThat(client(caller, forwarded)).isEqualTo(client);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(client("127.0.0.1", "198.51.100.1", "203.0.113.7, 10.1.2.3")).isEqualTo("203.0.113.7");
        assertThat(client("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example.com",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "::1/129",
                "::ffff:10.0.0.0/8",
                ""
            })
    void anInvalidAddressIsRefusedAtStart(String wrong) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--trust-forwarded");
    }
}
