package scf.websocket.channels.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.RejectedRequest;
import scf.websocket.push.Message;

/** Malformed frames: each has an error as its reply or ends the connection, and never throws. */
class MalformedFrameTest {
    private static final JsonCodec JSON = new JsonCodec();
    private static final ProtobufCodec PROTOBUF = new ProtobufCodec();

    static Stream<String> json() throws IOException {
        return lines("json.txt");
    }

    static Stream<String> protobuf() throws IOException {
        return lines("protobuf.txt");
    }

    private static Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/malformed", file)).stream()
                .filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void aMalformedJsonFrameHasADocumentedOutcome(String line) {
        String[] parts = line.split("\t", 2);
        String frame = parts[1].replace("\\n", "\n").replace("\\r", "\r");
        assertThat(outcome(JSON.read(Message.text(frame)))).isEqualTo(parts[0]);
    }

    @ParameterizedTest
    @MethodSource("protobuf")
    void aMalformedProtobufFrameHasADocumentedOutcome(String line) {
        String[] parts = line.split("\t", -1);
        byte[] frame = HexFormat.ofDelimiter(" ").parseHex(parts[1]);
        assertThat(outcome(PROTOBUF.read(Message.binary(frame)))).isEqualTo(parts[0]);
    }

    @Test
    void anEmptyProtobufFrameEndsTheConnection() {
        assertThat(outcome(PROTOBUF.read(Message.binary(new byte[0])))).isEqualTo("3501");
    }

    @Test
    void jsonThatIsNotUtf8EndsTheConnection() {
        assertThat(outcome(JSON.read(Message.binary(new byte[] {'{', (byte) 0xFF, '}'}))))
                .isEqualTo("3501");
    }

    @Test
    void everyPrefixOfAProtobufFrameEndsTheConnection() throws IOException {
        List<String> whole = protobuf().filter(line -> line.startsWith("ok")).toList();
        for (String line : whole) {
            byte[] frame = HexFormat.ofDelimiter(" ").parseHex(line.split("\t", -1)[1]);
            for (int length = 1; length < frame.length; length++) {
                Message prefix = Message.binary(java.util.Arrays.copyOf(frame, length));
                assertThat(outcome(PROTOBUF.read(prefix))).as(line).isEqualTo("3501");
            }
        }
    }

    @Test
    void nestingIsBounded() {
        assertThat(outcome(JSON.read(publish(100)))).isEqualTo("ok");
        assertThat(outcome(JSON.read(publish(100_000)))).isEqualTo("3501");
        String unknown = "{\"id\":1,\"ping\":{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}}";
        assertThat(outcome(JSON.read(Message.text(unknown)))).isEqualTo("3501");
    }

    private static Message publish(int depth) {
        return Message.text(
                "{\"id\":1,\"publish\":{\"channel\":\"a\",\"data\":" + "[".repeat(depth) + "]".repeat(depth) + "}}");
    }

    private static String outcome(ClientFrame frame) {
        List<String> codes = new ArrayList<>();
        for (Command command : frame.commands()) {
            if (command.request() instanceof RejectedRequest rejected) {
                codes.add(String.valueOf(rejected.error().code()));
            }
        }
        frame.disconnect().ifPresent(disconnect -> codes.add(String.valueOf(disconnect.code())));
        return codes.isEmpty() ? "ok" : String.join(" ", codes);
    }
}
