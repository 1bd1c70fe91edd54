package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GatewayCommandTest {
    private final GatewayCommand command = new GatewayCommand(new Checkout(Path.of("/p"), Path.of("/s")), 8080, 8081);

    /** A page of another origin that the browser shows at the same time stays outside. */
    @Test
    void onlyTheChatPageMayJoin() {
        DatabaseAddress database = new DatabaseAddress("127.0.0.1", 3306, "SCF_Demo", "root", "");
        assertThat(command.environment(database))
                .containsEntry("GATEWAY_ALLOW_ORIGIN", "http://127.0.0.1:8080,http://localhost:8080");
    }

    @Test
    void aGatewayWithoutMemoryEnds() {
        assertThat(command.command()).contains("-XX:+ExitOnOutOfMemoryError");
    }
}
