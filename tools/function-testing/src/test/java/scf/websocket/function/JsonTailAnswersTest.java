package scf.websocket.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import scf.websocket.event.EventReply;
import scf.websocket.push.Deadline;
import scf.websocket.push.Message;
import scf.websocket.push.NumberedMessage;

class JsonTailAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonTailAnswers answers = new JsonTailAnswers(Deadline.in(Duration.ofSeconds(10), System::nanoTime));

    @Test
    void writesPositionsAndBothFormsOfMessages() throws Exception {
        answers.add("idle", "e1", 7, List.of());
        answers.add(
                "\"busy\"",
                "e2",
                9,
                List.of(
                        NumberedMessage.of("e2", 5, Message.text("\"你\"")).and(Message.binary(new byte[] {1, 2})),
                        NumberedMessage.of("e2", 8, Message.binary(new byte[] {3}))));

        assertThat(written())
                .isEqualTo(JSON.readTree("[{\"group\":\"idle\",\"epoch\":\"e1\",\"top\":7,\"messages\":[]},"
                        + "{\"group\":\"\\\"busy\\\"\",\"epoch\":\"e2\",\"top\":9,\"messages\":["
                        + "{\"seq\":5,\"data\":\"\\\"你\\\"\",\"binary\":\"AQI=\"},{\"seq\":8,\"binary\":\"Aw==\"}]}]"));
        assertThat(answers.isFull()).isFalse();
    }

    @Test
    void leavesOutWhatDoesNotFitSoThatTheGatewayAsksAgain() throws Exception {
        assertThat(answers.add("first", "e", 100, messages(100))).isFalse();
        assertThat(answers.isFull()).isTrue();
        assertThat(answers.add("second", "e", 100, messages(100))).isFalse();
        assertThat(answers.add("idle", "e", 3, List.of())).isTrue();

        JsonNode written = written();
        assertThat(written.findValuesAsText("group")).containsExactly("first", "idle");
        assertThat(written.get(0).get("top").asInt()).isEqualTo(100);
        assertThat(written.get(0).get("messages")).hasSizeBetween(10, 40);
        assertThat(answered().length).isLessThan(JsonTailAnswers.MAX_BYTES + 1000);
    }

    @Test
    void aSingleMessageMayBeLargerIfItComesFirst() {
        List<NumberedMessage> large = List.of(NumberedMessage.of("e", 1, Message.text("x".repeat(800_000))));
        answers.add("large", "e", 1, large);
        answers.add("next", "e", 1, large);

        assertThat(answers.groups()).isEqualTo(1);
        assertThat(answered().length).isBetween(800_000, 1 << 20);
    }

    @Test
    void refusesWhatTheGatewayWouldNotBelieve() {
        Message hello = Message.text("hello");
        for (List<NumberedMessage> wrong : List.of(
                List.of(NumberedMessage.of("other", 1, hello)),
                List.of(NumberedMessage.of("e", 4, hello)),
                List.of(NumberedMessage.of("e", 2, hello), NumberedMessage.of("e", 2, hello)),
                List.of(NumberedMessage.number("e", 1)))) {
            assertThatIllegalArgumentException().isThrownBy(() -> answers.add("group", "e", 3, wrong));
        }
        for (int i = 0; i < 500; i++) {
            answers.add("group-" + i, "e", 3, List.of());
        }
        assertThatIllegalStateException().isThrownBy(() -> answers.add("one more", "e", 3, List.of()));
    }

    /** Returns messages of 16 KB, half of which are quotes. */
    private static List<NumberedMessage> messages(int count) {
        List<NumberedMessage> messages = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            messages.add(NumberedMessage.of("e", i, Message.text("\"x".repeat(4 << 10))));
        }
        return messages;
    }

    private byte[] answered() {
        JsonExtensions extensions = new JsonExtensions();
        extensions.tails(answers);
        EventReply reply = EventReply.ok();
        reply.setExtensions(extensions.json("key", new PushQueue()).orElseThrow());
        try {
            return JSON.writeValueAsBytes(reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode written() throws Exception {
        return JSON.readTree(JSON.readTree(answered()).get("extensions").asText())
                .get("tails");
    }
}
