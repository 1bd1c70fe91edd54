package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void anUnpairedSurrogateBecomesTheReplacementCharacter() {
        assertThat(Utf8.wellFormed("a\uD83Db")).isEqualTo("a\uFFFDb");
        assertThat(Utf8.wellFormed("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
        assertThat(Utf8.wellFormed("\uD83D\uD83D\uDE00\uDE00")).isEqualTo("\uFFFD\uD83D\uDE00\uFFFD");
        assertThat(Utf8.encode("\uD800")).isEqualTo(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD});
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain?", "é你\uD83D\uDE00\u0000\uFFFD\uFFFF"})
    void wellFormedTextIsUnchanged(String text) {
        assertThat(Utf8.wellFormed(text)).isSameAs(text);
        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Utf8.decode(Utf8.encode(text))).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080", // overlong U+0000
                "c1bf", // overlong
                "e080af", // overlong slash
                "f08080af", // overlong slash
                "eda080", // an unpaired surrogate
                "eda0bdedb880", // a surrogate pair in CESU-8
                "f4908080", // above U+10FFFF
                "ff",
                "fe",
                "80", // a continuation byte without a lead byte
                "c3", // truncated
                "e4bd",
                "efbfbdc0af" // a real replacement character, then an overlong form
            })
    void invalidUtf8IsNotDecoded(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        assertThat(Utf8.decode(bytes)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc,3,abc", "abc,2,ab", "é,1,''", "aé,2,a", "你,3,你", "你,2,''", "😀,4,😀", "😀,3,''", "abc,0,''"})
    void truncationKeepsWholeCharacters(String text, int maxBytes, String cut) {
        assertThat(Utf8.truncate(text, maxBytes)).isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource({
        "'',0,true",
        "abc,3,true",
        "abc,2,false",
        "é,2,true",
        "é,1,false",
        "你你,6,true",
        "你你,5,false",
        "😀,4,true"
    })
    void aTextIsWithinTheBytesThatItTakes(String text, int maxBytes, boolean isWithin) {
        assertThat(Utf8.isWithin(text, maxBytes)).isEqualTo(isWithin);
    }

    @Test
    void anUnpairedSurrogateIsNotWellFormedAndTakesThreeBytes() {
        assertThat(Utf8.isWellFormed("a\uD83D\uDE00")).isTrue();
        assertThat(Utf8.isWellFormed("a\uD83D")).isFalse();
        assertThat(Utf8.isWithin("\uD800\uD800", 5)).isFalse();
        assertThat(Utf8.isWithin("\uD800\uD800", 6)).isTrue();
    }

    @Test
    void theReplacementCharacterCountsAsThreeBytes() {
        assertThat(Utf8.truncate("\uD800\uD800", 5)).isEqualTo("\uFFFD");
    }
}
