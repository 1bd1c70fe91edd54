package scf.websocket.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    @Test
    void readsTypedValues() {
        Settings settings = Settings.of(Map.of(
                "DB_HOST", " db.example ",
                "DB_PORT", "3307",
                "PUSH_EXTENDED", "true",
                "PUSH_TIMEOUT_MILLIS", "750",
                "SUBPROTOCOLS", "chat.v2, chat.v1"));

        assertThat(settings.text(Setting.DB_HOST)).isEqualTo("db.example");
        assertThat(settings.number(Setting.DB_PORT)).isEqualTo(3307);
        assertThat(settings.flag(Setting.PUSH_EXTENDED)).isTrue();
        assertThat(settings.millis(Setting.PUSH_TIMEOUT_MILLIS)).isEqualTo(Duration.ofMillis(750));
        assertThat(settings.names(Setting.SUBPROTOCOLS)).containsExactly("chat.v2", "chat.v1");
    }

    @Test
    void treatsBlankAsUnset() {
        Settings settings = Settings.of(Map.of("DB_PORT", "  ", "SUBPROTOCOLS", ""));

        assertThat(settings.number(Setting.DB_PORT)).isEqualTo(3306);
        assertThat(settings.names(Setting.SUBPROTOCOLS)).isEmpty();
        assertThat(settings.seconds(Setting.SWEEP_MAX_AGE_SECONDS)).isZero();
    }

    @Test
    void failsForAMissingValueOnlyWhenItIsRead() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings.find(Setting.PUSH_URL)).isEmpty();
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> settings.text(Setting.PUSH_URL))
                .withMessageContaining("PUSH_URL is missing")
                .withMessageContaining("http://")
                .satisfies(e -> assertThat(e.variable()).isEqualTo("PUSH_URL"));
    }

    @ParameterizedTest
    @CsvSource({
        "DB_PORT,0",
        "DB_PORT,65536",
        "DB_PORT,abc",
        "DB_PORT,-1",
        "DB_PORT,99999999999",
        "PUSH_URL,ftp://example.com/",
        "PUSH_URL,example.com",
        "PUSH_URL,http:///path",
        "PUSH_URL,http://user:secret@example.com/",
        "PUSH_EXTENDED,yes",
        "PUSH_PARALLELISM,0",
        "PUSH_TIMEOUT_MILLIS,2s",
        "WEBSOCKET_APP,my app",
        "SUBPROTOCOLS,a b",
        "PUSH_TOKEN,a b",
        "DB_TLS,maybe",
        "COS_BUCKET,chat",
        "COS_ENDPOINT,https://chat.test/bucket",
        "COS_ENDPOINT,https://chat.test?bucket",
        "COS_REGION,Guangzhou",
        "COS_PREFIX,/chat/",
        "COS_PREFIX,chat",
        "COS_PREFIX,a/../b/",
        "LOG_LEVEL,loud"
    })
    void rejectsAMalformedValueAndNamesItsVariable(String variable, String value) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.of(Map.of(variable, value)))
                .withMessageStartingWith(variable + " should be ")
                .withMessageNotContaining(value.equals("0") ? "\u0000" : value);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void acceptsItsOwnDefaults(Setting setting) {
        setting.defaultValue()
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> assertThat(setting.accepts(value)).isTrue());
        assertThat(setting.meaning()).isNotBlank();
        assertThat(setting.name()).matches("[A-Z][A-Z0-9_]*").doesNotStartWith("SCF_");
    }

    @Test
    void neverShowsASecret() {
        Settings settings = Settings.of(Map.of(
                "DB_PASSWORD", " hunter2 ",
                "PUSH_TOKEN", " t0ken ",
                "PUSH_URL", "http://gateway/in-the-path/api-local",
                "DB_HOST", "db"));

        assertThat(settings.toString())
                .contains("DB_HOST=db")
                .doesNotContain("hunter2")
                .doesNotContain("t0ken")
                .doesNotContain("in-the-path");
        assertThat(settings.text(Setting.PUSH_TOKEN)).isEqualTo("t0ken");
        assertThat(settings.text(Setting.DB_PASSWORD)).isEqualTo(" hunter2 ");
    }

    @Test
    void givesTheApplicationItsOwnVariables() {
        assertThat(Settings.of(Map.of("GREETING", "hello")).variable("GREETING"))
                .contains("hello");
        assertThat(Settings.of(Map.of()).variable("GREETING")).isEmpty();
        assertThat(Settings.of(Map.of("GREETING", "hello")).requiredVariable("GREETING"))
                .isEqualTo("hello");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.of(Map.of("GREETING", " ")).requiredVariable("GREETING"))
                .withMessage("GREETING is missing.");
    }

    @Test
    void variablesThatKubernetesInjectsCountAsUnset() {
        Settings settings = Settings.of(Map.of(
                "DB_PORT", "tcp://10.96.0.7:3306",
                "DB_PORT_3306_TCP", "tcp://10.96.0.7:3306",
                "DB_SERVICE_HOST", "10.96.0.7",
                "PUSH_PORT", "tcp://10.96.0.8:8081"));

        assertThat(settings.number(Setting.DB_PORT)).isEqualTo(3306);
        assertThat(settings.find(Setting.DB_HOST)).isEmpty();
        assertThat(settings.serviceLinks()).containsExactly(Setting.DB_PORT);
        assertThat(settings.variable("PUSH_PORT")).isEmpty();
        assertThat(settings.variable("DB_PORT_3306_TCP")).contains("tcp://10.96.0.7:3306");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.of(Map.of("DB_PORT", "tcp://10.96.0.7")))
                .withMessageContaining("DB_PORT");
    }

    @Test
    void undecodableValuesAreRejectedWithAHintAtTheLocale() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.of(Map.of("DB_PASSWORD", "geheim\uFFFD")))
                .withMessageContaining("DB_PASSWORD holds characters that could not be decoded")
                .withMessageContaining("LC_ALL=C.UTF-8")
                .withMessageNotContaining("geheim");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Settings.of(Map.of("GREETING", "\uFFFD")).variable("GREETING"))
                .withMessageContaining("GREETING");
    }
}
