package scf.websocket.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {
    @ParameterizedTest
    @CsvSource({
        "/release/websocket, release, /websocket, /release/websocket",
        "/release/chat/{room}, release, /chat/{room}, /release/chat/{room}",
        "/release/, release, /, /release",
        "/prod/chat/, prod, /chat, /prod/chat",
        "/websocket, release, /websocket, /websocket",
        "/{room}, release, /{room}, /{room}",
        "/, release, /, /",
        "/a/b-c.d_e~f, a, /b-c.d_e~f, /a/b-c.d_e~f",
        "/release/聊天, release, /聊天, /release/聊天",
        "/release/%E8%81%8A%e5%a4%a9, release, /%E8%81%8A%e5%a4%a9, /release/%E8%81%8A%e5%a4%a9"
    })
    void aPathBeginsWithItsStage(String text, String stage, String path, String address) {
        ApiPath parsed = ApiPath.of(text, null);

        assertThat(parsed.stage()).isEqualTo(stage);
        assertThat(parsed.path()).isEqualTo(path);
        assertThat(parsed.addresses()).containsExactly(address);
        assertThat(parsed).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, '/,/prod'",
        "/chat, /chat, '/chat,/prod/chat'",
        "/chat/, /chat, '/chat,/prod/chat'",
        "/product, /product, '/product,/prod/product'",
        "/{room}/x, /{room}/x, '/{room}/x,/prod/{room}/x'",
        "/prod/chat, /chat, /prod/chat",
        "/prod/, /, /prod",
        "/prod, /, /prod"
    })
    void aSeparateStagePrefixesOneOfTwoAddresses(String text, String path, String addresses) {
        ApiPath parsed = ApiPath.of(text, "prod");

        assertThat(parsed.stage()).isEqualTo("prod");
        assertThat(parsed.path()).isEqualTo(path);
        assertThat(parsed.addresses()).isEqualTo(List.of(addresses.split(",")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chat",
                " /chat",
                "/a b",
                "/a//b",
                "/a//",
                "/a/./b",
                "/a/..",
                "/a/%2e%2E",
                "/a?b",
                "/a#b",
                "/a/%zz",
                "/a/%",
                "/a\"b",
                "/<a>",
                "http://host/a"
            })
    void refusesAnInvalidPathWithAnExample(String text) {
        assertThatThrownBy(() -> ApiPath.of(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be like /release/websocket, but is '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/release/x{room} | must have a parameter as a whole segment, such as /release/{room}",
                "/release/{} | must have a parameter as a whole segment",
                "/release/{a/b} | must have a parameter as a whole segment",
                "/release/{1} | must have a parameter as a whole segment",
                "/release/{a}/{a} | has the parameter {a} twice",
                "/{stage}/chat | begins with a parameter where the stage is expected; set the stage separately from the path",
                "/release/%C3%28 | must be escaped UTF-8"
            })
    void explainsAnInvalidParameterOrEscape(String text, String message) {
        assertThatThrownBy(() -> ApiPath.of(text, null)).hasMessageStartingWith(message);
    }

    @Test
    void lengthAndDepthAreBounded() {
        assertThat(ApiPath.of("/s" + "/a".repeat(31), null).path()).hasSize(62);
        assertThatThrownBy(() -> ApiPath.of("/a".repeat(33), null)).hasMessageStartingWith("has more than 32 segments");
        assertThatThrownBy(() -> ApiPath.of("/" + "a".repeat(1024), null)).hasMessageStartingWith("must be like");
    }

    @Test
    void theExampleIsAValidAddress() {
        assertThat(ApiPath.of("/release/{room}/{user.id}", null).example()).isEqualTo("/release/room/user.id");
        assertThat(ApiPath.of("/", "prod").example()).isEqualTo("/prod");
    }
}
