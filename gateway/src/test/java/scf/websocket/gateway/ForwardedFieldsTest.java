package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.RawClient;

/** Handshake data that register gets, from the bytes on the wire. */
class ForwardedFieldsTest {
    private static final String PATH = "/release/websocket";

    private static GatewayFixture start() {
        return GatewayFixture.start(options -> {
            options.security.passQuery = List.of("a", "b", "你");
            options.security.passHeaders = List.of("cookie", "x-name");
            options.security.allowOrigin = List.of("https://chat.example.com");
            options.security.trustForwarded = List.of("127.0.0.1");
        });
    }

    private static JsonNode context(GatewayFixture gateway) {
        return gateway.functions.registers().get(0).path("requestContext");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "?a=1&b=2                | 1     | 2",
                "?a=1;b=2                | 1;b=2 | -",
                "?a=%zz                  | %zz   | -",
                "?a=%                    | %     | -",
                "?a=%4                   | %4    | -",
                "?a=100%&b=%4            | 100%  | %4",
                "?%61=1                  | 1     | -",
                "?a=1&a=2                | 1     | -",
                "?a                      | ''    | -",
                "?a=&b=x=y               | ''    | x=y",
                "?&&a=1&                 | 1     | -",
                "?a=1+2%2B3              | 1 2+3 | -",
                "?a=你好                 | 你好  | -",
                "?a=%E4%BD%A0            | 你    | -",
                "?a=%FF                  | \uFFFD | -",
                "?a=%C0%AF               | \uFFFD\uFFFD | -",
                "?a=%u4F60               | %u4F60 | -",
                "?a=1?b=2                | 1?b=2 | -",
                "?x=1                    | -     | -",
                "?                       | -     | -",
            })
    void parametersAreDecodedAsBrowsersEncodeThem(String query, String a, String b) {
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw()) {
            assertThat(client.handshake(PATH + query).readHttp()).startsWith("HTTP/1.1 101 ");
            JsonNode sent = context(gateway).path("queryString");
            assertThat(sent.path("a").textValue()).isEqualTo(a == null ? null : a.replace("\\uFFFD", "\uFFFD"));
            assertThat(sent.path("b").textValue()).isEqualTo(b);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void headersAreUtf8OrOtherwiseLatin1(Charset sent) {
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw()) {
            client.write("GET " + PATH + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n")
                    .write("Cookie: name=schön\r\nX-Name: é\r\n\r\n".getBytes(sent));
            assertThat(client.readHttp()).startsWith("HTTP/1.1 101 ");
            assertThat(context(gateway).at("/headers/cookie").textValue()).isEqualTo("name=schön");
            assertThat(context(gateway).at("/headers/x-name").textValue()).isEqualTo("é");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001:0DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "fe80::1%eth0, fe80::1",
        "[2001:db8::2]:443, 2001:db8::2",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::FFFF:cb00:7107, 203.0.113.7",
        "203.0.113.7:99, 203.0.113.7"
    })
    void addressesAreFormattedAsInRfc5952(String forwarded, String address) {
        try (GatewayFixture gateway = start();
                RawClient client = gateway.raw()) {
            assertThat(client.handshake(PATH, "X-Forwarded-For: " + forwarded).readHttp())
                    .startsWith("HTTP/1.1 101 ");
            assertThat(context(gateway).path("sourceIp").textValue()).isEqualTo(address);
        }
    }
}
