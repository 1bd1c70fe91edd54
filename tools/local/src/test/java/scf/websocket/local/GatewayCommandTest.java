package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayCommandTest {
    private static final StackFiles FILES = StackFiles.ofCheckout(Path.of("/p"), Path.of("/s"));

    private final GatewayCommand command = new GatewayCommand(FILES, 8080, 8081, null, null, GatewayExtras.none());

    /** A page of another origin in the same browser may not connect. */
    @Test
    void onlyTheChatPageMayConnect() {
        DatabaseAddress database = new DatabaseAddress("127.0.0.1", 3306, "SCF_Demo", "root", "");
        assertThat(command.environment(database))
                .containsEntry("GATEWAY_ALLOW_ORIGIN", "http://127.0.0.1:8080,http://localhost:8080");
    }

    @Test
    void theGatewayExitsIfItRunsOutOfMemory() {
        assertThat(command.command()).contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void anApplicationProvidesAllThreeFunctions() {
        assertThat(command.command())
                .contains("--cleanup=jar:/p/cleanup-fn/target/cleanup-fn.jar!scf.websocket.cleanup.CleanupFunction"
                        + "::mainHandler");

        GatewayCommand app =
                new GatewayCommand(FILES, 8080, 8081, Path.of("/a !b/functions.jar"), null, GatewayExtras.none());

        assertThat(app.command())
                .contains(
                        "--register=jar:/a !b/functions.jar!scf.websocket.register.RegisterFunction::mainHandler",
                        "--transmission=jar:/a !b/functions.jar!scf.websocket.transmission.TransmissionFunction"
                                + "::mainHandler",
                        "--cleanup=jar:/a !b/functions.jar!scf.websocket.cleanup.CleanupFunction::mainHandler");
    }

    @Test
    void operatorsAreLetInAndToldTheAddress() {
        assertThat(command.command()).contains("--admin", "--console", "--console-payloads", "--console-faults");
        assertThat(command.console()).hasToString("http://127.0.0.1:8081/console/");
        assertThat(command.scfwsLine("%s")).isEqualTo("./scfws tail");
        assertThat(new GatewayCommand(FILES, 8080, 9081, null, null, GatewayExtras.none()).scfwsLine("%s"))
                .isEqualTo("SCFWS_URL=http://127.0.0.1:9081/api-local ./scfws tail");
    }

    @Test
    void forwardsHandshakeFieldsOnlyOnRequest() {
        assertThat(String.join(" ", command.command())).doesNotContain("--pass-", "--allow-origin");

        LocalOptions options = LocalMain.parse(
                "--path=/release/a,/release/b",
                "--pass-query=user,room",
                "--pass-headers=x",
                "--allow-origin=http://127.0.0.1:9000");

        assertThat(new GatewayCommand(FILES, 8080, 8081, null, null, options.gatewayExtras()).command())
                .contains(
                        "--path=/release/a,/release/b",
                        "--pass-query=user,room",
                        "--pass-headers=x",
                        "--allow-origin=http://127.0.0.1:8080,http://localhost:8080,http://127.0.0.1:9000");
    }

    @Test
    void channelsRunBesideTheChatRoomWithAnotherSecretEachTime() {
        LocalChannels channels = LocalChannels.of(Map.of(), Instant.EPOCH);
        GatewayCommand both = new GatewayCommand(FILES, 8080, 8081, null, channels, GatewayExtras.none());

        assertThat(both.command())
                .contains(
                        "--path=/release/websocket,/connection/websocket",
                        "--api=jar:/p/api-fn/target/api-fn.jar!scf.websocket.api.ApiFunction::mainHandler");
        assertThat(both.environment(new DatabaseAddress("127.0.0.1", 3306, "SCF_Demo", "root", "")))
                .containsEntry("WEBSOCKET_APP", "scf.websocket.channels.ChannelsApp")
                .containsEntry("AUTH_MODE", "optional")
                .containsEntry("API_KEY", channels.apiKey())
                .containsEntry("TOKEN_HMAC_SECRET_KEY", channels.environment().get("TOKEN_HMAC_SECRET_KEY"));
        assertThat(LocalChannels.of(Map.of(), Instant.EPOCH).tokens()).isNotEqualTo(channels.tokens());
    }

    @Test
    void variablesOfTheUserTakePrecedenceOverThoseOfTheChannels() {
        Map<String, String> mine =
                Map.of("TOKEN_HMAC_SECRET_KEY", "0123456789abcdef0123456789abcdef", "CHANNELS_CONFIG", "{}");

        LocalChannels channels = LocalChannels.of(mine, Instant.EPOCH);

        assertThat(channels.environment()).containsAllEntriesOf(mine);
        assertThat(channels.tokens())
                .isEqualTo(LocalChannels.of(mine, Instant.EPOCH).tokens());
        assertThat(LocalChannels.isWanted(mine)).isTrue();
        assertThat(LocalChannels.isWanted(Map.of("WEBSOCKET_APP", "example.App")))
                .isFalse();
        assertThatThrownBy(() -> LocalChannels.of(Map.of("TOKEN_HMAC_SECRET_KEY", "short"), Instant.EPOCH))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("TOKEN_HMAC_SECRET_KEY");
    }
}
