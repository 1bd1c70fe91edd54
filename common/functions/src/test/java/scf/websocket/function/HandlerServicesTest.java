package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.app.WebSocketApp;
import scf.websocket.chat.ChatRoomApp;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

class HandlerServicesTest {
    /** A minimal application. */
    public static final class Plain implements WebSocketApp {
        @Override
        public List<String> subprotocols() {
            return List.of("plain.v1");
        }
    }

    /** An application with its own setting. */
    public static final class Configured implements WebSocketApp {
        private final String greeting;

        public Configured(Settings settings) {
            greeting = settings.requiredVariable("GREETING");
        }
    }

    /** An application with its own tables. */
    public static final class WithTables implements WebSocketApp {
        private final DataSource database;

        public WithTables() {
            throw new AssertionError("the other constructor has more parameters");
        }

        public WithTables(DataSource database, Settings settings) {
            this.database = database;
            assertThat(settings.text(Setting.DB_HOST)).isEqualTo("db");
        }

        /** For the application's tests: no function can provide the list. */
        public WithTables(DataSource database, Settings settings, List<String> log) {
            throw new AssertionError("no function can provide a list");
        }
    }

    /** An application whose constructor fails. */
    public static final class Broken implements WebSocketApp {
        public Broken() {
            throw new IllegalStateException("client data");
        }
    }

    @Test
    void runsTheChatRoomUnlessToldOtherwise() {
        assertThat(backend(Map.of()).app()).isInstanceOf(ChatRoomApp.class);
        assertThat(backend(Map.of()).subprotocols()).isEmpty();
    }

    @Test
    void createsTheApplicationThatTheSettingNames() {
        assertThat(backend(Map.of("WEBSOCKET_APP", Plain.class.getName())).app())
                .isInstanceOf(Plain.class);
        Map<String, String> configured = Map.of("WEBSOCKET_APP", Configured.class.getName(), "GREETING", "hello");
        assertThat(((Configured) backend(configured).app()).greeting).isEqualTo("hello");
    }

    @Test
    void givesTheApplicationTheDataSourceOfTheStore() {
        HandlerServices services = backend(Map.of("WEBSOCKET_APP", WithTables.class.getName()));

        assertThat(services.store().shared(DataSource.class)).containsSame(((WithTables) services.app()).database);
    }

    @Test
    void prefersTheSubprotocolsOfTheSettings() {
        Map<String, String> plain = Map.of("WEBSOCKET_APP", Plain.class.getName());
        assertThat(backend(plain).subprotocols()).containsExactly("plain.v1");

        Map<String, String> both = new HashMap<>(plain);
        both.put("SUBPROTOCOLS", "a, b");
        assertThat(backend(both).subprotocols()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.NoSuchApp",
                "java.lang.String",
                "scf.websocket.function.HandlerServicesTest$Broken",
                "scf.websocket.app.WebSocketApp",
                "scf.websocket.function.Deadlines"
            })
    void namesTheVariableIfTheApplicationCannotBeCreated(String name) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> backend(Map.of("WEBSOCKET_APP", name)))
                .withMessageStartingWith("WEBSOCKET_APP ")
                .satisfies(e -> assertThat(e.variable()).isEqualTo("WEBSOCKET_APP"));
    }

    @Test
    void letsTheApplicationReportAVariableOfItsOwn() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> backend(Map.of("WEBSOCKET_APP", Configured.class.getName())))
                .withMessageContaining("GREETING");
    }

    @Test
    void startsWithoutAPushUrlAndNamesItWhenItIsNeeded() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> backend(Map.of()).push())
                .withMessageContaining("PUSH_URL");
    }

    @Test
    void rejectsAnUnknownStore() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> backend(Map.of("CONNECTION_STORE", "floppy")))
                .withMessageContaining("CONNECTION_STORE");
    }

    @Test
    void explainsHowToBuildAJarWithTheCosStore() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> backend(Map.of("CONNECTION_STORE", "cos")))
                .withMessageContaining("CONNECTION_STORE")
                .withMessageContaining("profile cos");
    }

    private static HandlerServices backend(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of("DB_HOST", "db", "DB_USER", "user"));
        environment.putAll(more);
        return HandlerServices.of(Settings.of(environment));
    }
}
