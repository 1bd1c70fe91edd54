package scf.websocket.gateway.options;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The language follows the locale. */
class TranslationsTest {
    @Test
    void theFirstVariableThatIsSetDecides() {
        assertThat(isChinese(Map.of("LANG", "zh_CN.UTF-8"))).isTrue();
        assertThat(isChinese(Map.of("LANG", "en_US.UTF-8", "LC_MESSAGES", "zh_CN.UTF-8")))
                .isTrue();
        assertThat(isChinese(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C.UTF-8")))
                .isFalse();
        assertThat(isChinese(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", ""))).isTrue();
        assertThat(isChinese(Map.of())).isFalse();
    }

    @Test
    void aScriptThatReplacesTheLocaleMayNameTheLanguage() {
        assertThat(Translations.isChinese(Map.of("LC_ALL", "C.UTF-8"), "zh", UTF_8))
                .isTrue();
    }

    @Test
    void anEncodingWithoutChineseCharactersGetsEnglish() {
        Map<String, String> chinese = Map.of("LC_ALL", "zh_CN.UTF-8");
        assertThat(Translations.isChinese(chinese, "", US_ASCII)).isFalse();
        assertThat(Translations.isChinese(chinese, "", Charset.forName("GB18030")))
                .isTrue();
    }

    private static boolean isChinese(Map<String, String> environment) {
        return Translations.isChinese(environment, "", UTF_8);
    }
}
