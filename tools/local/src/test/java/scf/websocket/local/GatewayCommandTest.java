package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GatewayCommandTest {
    private static final StackFiles FILES = StackFiles.ofCheckout(Path.of("/p"), Path.of("/s"));

    private final GatewayCommand command = new GatewayCommand(FILES, 8080, 8081, null, GatewayExtras.none());

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
                new GatewayCommand(FILES, 8080, 8081, Path.of("/a !b/functions.jar"), GatewayExtras.none());

        assertThat(app.command())
                .contains(
                        "--register=jar:/a !b/functions.jar!scf.websocket.register.RegisterFunction::mainHandler",
                        "--transmission=jar:/a !b/functions.jar!scf.websocket.transmission.TransmissionFunction"
                                + "::mainHandler",
                        "--cleanup=jar:/a !b/functions.jar!scf.websocket.cleanup.CleanupFunction::mainHandler");
    }

    @Test
    void forwardsHandshakeFieldsOnlyOnRequest() {
        assertThat(String.join(" ", command.command())).doesNotContain("--pass-", "--allow-origin");

        LocalOptions options =
                LocalMain.parse("--pass-query=user,room", "--pass-headers=x", "--allow-origin=http://127.0.0.1:9000");

        assertThat(new GatewayCommand(FILES, 8080, 8081, null, options.gatewayExtras()).command())
                .contains(
                        "--pass-query=user,room",
                        "--pass-headers=x",
                        "--allow-origin=http://127.0.0.1:8080,http://localhost:8080,http://127.0.0.1:9000");
    }
}
