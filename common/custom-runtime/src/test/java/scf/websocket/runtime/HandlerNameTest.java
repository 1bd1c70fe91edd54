package scf.websocket.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerNameTest {
    @Test
    void namesClassAndMethodAsForTheJavaRuntimes() {
        assertThat(HandlerName.parse("com.example.Chat::handle"))
                .isEqualTo(new HandlerName("com.example.Chat", "handle"));
    }

    @ParameterizedTest
    @CsvSource({
        "register.main, scf.websocket.register.RegisterFunction",
        "transmission.main, scf.websocket.transmission.TransmissionFunction",
        "cleanup.main, scf.websocket.cleanup.CleanupFunction",
        "sweep.main, scf.websocket.cleanup.SweepFunction"
    })
    void hasAShortFormForEachFunction(String text, String className) {
        assertThat(HandlerName.parse(text)).hasToString(className + "::mainHandler");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "register", "index.main_handler", "chat.main", "::main"})
    void rejectsAnythingElseWithTheForms(String text) {
        assertThatThrownBy(() -> HandlerName.parse(text))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("package.Class::method", "register.main");
    }
}
