package scf.websocket.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.qcloud.scf.runtime.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.EventReader;
import scf.websocket.event.EventReply;
import scf.websocket.event.WebSocketEvent;

class EventMainTest {
    /** Answers with the text of the event. */
    public static final class Echo {
        public EventReply mainHandler(WebSocketEvent event, Context context) {
            String data = new EventReader().readMessage(event).data();
            return EventReply.of(ErrorNumber.APP_FAILED, data + " in " + context.getTimeLimitInMs() + " ms");
        }
    }

    private static String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EventMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }

    @Test
    void printsTheAnswerToAnEventFile() throws Exception {
        String file = Checkout.resolve("common/protocol/src/test/resources/events/data-send-text-traced.json")
                .toString();

        assertThat(run(0, Echo.class.getName() + "::mainHandler", file))
                .contains("answer {", "\"errMsg\":\"xxx in 3600000 ms\"", "\"errNo\":203");
        assertThat(run(2, Echo.class.getName() + "::mainHandler")).contains("usage:");
        assertThat(run(2, Echo.class.getName(), file)).contains("usage:");
    }
}
