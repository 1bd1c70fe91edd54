package scf.websocket.gateway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import scf.websocket.testing.process.Await;

/** The journal of a gateway in another process. */
public final class JournalText {
    private JournalText() {}

    /** @param folder of {@code --journal} */
    public static String of(Path folder) throws IOException {
        return Files.readString(folder.resolve("connections.journal"));
    }

    /**
     * Waits until the journal knows that register has returned for so many connections. It learns that after their clients
     * have got 101; a gateway that is killed in between cleans them up once more, after {@code --function-overrun}.
     */
    public static void awaitRegistered(Path folder, int connections) {
        Await.until(
                "the journal knows that register has returned",
                () -> of(folder).lines().filter(line -> line.startsWith("=")).count() == connections);
    }
}
