package scf.websocket.channels.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNameTest {
    @ParameterizedTest
    @CsvSource({
        "news, '', news, false",
        "chat:lobby, chat, lobby, false",
        "chat:a:b, chat, a:b, false",
        "chat:, chat, '', false",
        ":lobby, '', lobby, false",
        "$chat:lobby, chat, lobby, true",
        "$, '', '', true",
        "c$hat:x, c$hat, x, false",
        "dialog#42:7, dialog#42, 7, false",
    })
    void aNameHasANamespaceAndARest(String name, String namespace, String rest, boolean isPrivate) {
        ChannelName channel = ChannelName.parse(name).orElseThrow();
        assertThat(channel.value()).isEqualTo(name);
        assertThat(channel.namespace()).isEqualTo(namespace);
        assertThat(channel.rest()).isEqualTo(rest);
        assertThat(channel.isPrivate()).isEqualTo(isPrivate);
    }

    @Test
    void usersFollowTheLastHash() {
        assertThat(ChannelName.parse("dialog#1#42,43").orElseThrow().users()).containsExactly("42", "43");
        assertThat(ChannelName.parse("dialog#").orElseThrow().users()).containsExactly("");
        assertThat(ChannelName.parse("dialog").orElseThrow().users()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000", "caf\u00e9", "\u4f60", "a\u007f"})
    void aNameIsVisibleAscii(String name) {
        assertThat(ChannelName.parse(name)).isEmpty();
    }

    @Test
    void aNameHas255CharactersAtMost() {
        assertThat(ChannelName.parse("a".repeat(255))).isPresent();
        assertThat(ChannelName.parse("a".repeat(256))).isEmpty();
    }
}
