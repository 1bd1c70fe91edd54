package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * Runs examples/notifications from its jar: its own table in the store's pool, a query parameter, and JSON with a
 * relocated library.
 */
class NotificationsProof {
    private static final Path PROJECT = Path.of("target", "projects", "notifications");
    private static final Path JAR = PROJECT.resolve("target/functions.jar");

    @Test
    void reachesAllDevicesOfAUser() throws Exception {
        try (LocalStack stack = LocalStack.start(
                "notifications",
                "--app",
                JAR.toString(),
                "--sql",
                PROJECT.resolve("schema.sql").toString(),
                "--pass-query",
                "user")) {
            stack.awaitPrinted("Ctrl-C stops everything");
            try (Client phone = new Client(device(stack, "%E5%AE%89"));
                    Client laptop = new Client(device(stack, "%E5%AE%89"));
                    Client bob = new Client(device(stack, "bob"))) {
                assertThat(phone.next()).isEqualTo("{\"devices\":1}");
                assertThat(laptop.next()).isEqualTo("{\"devices\":2}");
                assertThat(bob.next()).isEqualTo("{\"devices\":1}");

                bob.send("{\"to\": \"安\", \"text\": \"tea?\"}");

                assertThat(phone.next()).isEqualTo("{\"from\":\"bob\",\"text\":\"tea?\"}");
                assertThat(laptop.next()).isEqualTo("{\"from\":\"bob\",\"text\":\"tea?\"}");
                assertThat(bob.next()).isEqualTo("{\"delivered\":2}");
            }
        }
    }

    private static URI device(LocalStack stack, String user) {
        return URI.create(stack.webSocket() + "?user=" + user);
    }

    @Test
    void relocatesItsJsonLibrary() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("scf/websocket/shaded/jackson/databind/ObjectMapper.class"))
                    .isNotNull();
            assertThat(jar.getEntry("com/fasterxml/jackson/databind/ObjectMapper.class"))
                    .isNull();
        }
    }
}
