package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("fixtures")
    void fillsTheSameBeanAsTheLibraryOfTheJavaRuntimes(Path fixture) throws IOException {
        byte[] json = Files.readAllBytes(fixture);

        assertThat(EventJson.read(json))
                .usingRecursiveComparison()
                .isEqualTo(JACKSON.readValue(json, WebSocketEvent.class));
    }

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/events"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "1", "secret", "{\"context\":", "{\"websocket\":{\"action\":\"connecting\""})
    void rejectsWhatIsNoJsonObjectWithoutQuotingIt(String json) {
        assertThatThrownBy(() -> EventJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EventException.class)
                .hasMessage("the request body is not a JSON event");
    }

    @Test
    void writesAnAnswerAsTheLibraryDoes() throws IOException {
        RegisterReply accepted = RegisterReply.accepted(ConnectionId.of("xa=="), "聊天 \"quoted\"");
        accepted.setExtensions("{\"key\":\"k\"}");
        for (Reply reply : List.of(accepted, RegisterReply.refused(ErrorNumber.REFUSED, "no"), EventReply.ok())) {
            assertThat(JACKSON.readTree(EventJson.write(reply))).isEqualTo(JACKSON.valueToTree(reply));
        }
    }

    @Test
    void writesAnUnpairedSurrogateAsTheReplacementCharacter() {
        EventReply reply = EventReply.of(ErrorNumber.OK, "\uD800");

        assertThat(new String(EventJson.write(reply), StandardCharsets.UTF_8)).contains("\uFFFD");
    }
}
