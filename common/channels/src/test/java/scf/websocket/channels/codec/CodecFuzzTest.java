package scf.websocket.channels.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import scf.websocket.channels.protocol.Command;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.PublishRequest;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.RejectedRequest;
import scf.websocket.channels.protocol.Reply;
import scf.websocket.push.Message;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid frames: each is read, and what a client publishes can be sent to others. */
class CodecFuzzTest {
    /** The seeds are many. */
    private static final int ROUNDS = 700;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonCodec JSON = new JsonCodec();
    private static final ProtobufCodec PROTOBUF = new ProtobufCodec();

    @Test
    void everyJsonFrameIsRead() {
        List<String> seeds = CommandTest.commands()
                .map(arguments -> (String) arguments.get()[1])
                .toList();
        assertThat(Fuzz.of("channels-json")
                        .seeds(seeds)
                        .seeds(List.of(String.join("\n", seeds)))
                        .tokens("{", "}", "[", "]", "\"", ",", ":", "\n", " ", "\\u", "\\ud83d", "null", "true", "1e")
                        .tokens("\"id\":1", "\"data\":", "\"publish\":", "\u00c0", "\u00ed\u00a0\u0080", "{\"a\":")
                        .rounds(ROUNDS)
                        .run(frame -> outcome(JSON.read(Message.binary(frame)))))
                .contains(Disconnect.BAD_REQUEST, PublishRequest.class, ProtocolError.METHOD_NOT_FOUND);
    }

    @Test
    void everyProtobufFrameIsRead() throws IOException {
        Fuzz fuzz = Fuzz.of("channels-protobuf");
        for (String line : Files.readAllLines(Path.of("src/test/resources/malformed/protobuf.txt"))) {
            if (!line.startsWith("#")) {
                fuzz.seeds(HexFormat.ofDelimiter(" ").parseHex(line.split("\t", -1)[1]));
            }
        }
        CommandTest.commands()
                .forEach(arguments -> fuzz.seeds(scf.websocket.event.Base64Data.decode(OfficialFrames.of(
                                (com.google.protobuf.MessageLite) arguments.get()[2])
                        .data())));
        assertThat(fuzz.tokens("\b\u0001", "\u0012\u0002{}", "\u007f", "\u0080\u0001", "\u00ff\u00ff\u00ff\u00ff\u000f")
                        .rounds(ROUNDS)
                        .run(frame -> outcome(PROTOBUF.read(Message.binary(frame)))))
                .contains(Disconnect.BAD_REQUEST, PublishRequest.class, ProtocolError.BAD_REQUEST);
    }

    /** Returns how the frame ends: its disconnect, or its last command. */
    private static Object outcome(ClientFrame frame) throws IOException {
        assertThat(frame.commands()).hasSizeLessThanOrEqualTo(Codec.MAX_COMMANDS);
        Object last = "heartbeat";
        for (Command command : frame.commands()) {
            if (command.request() instanceof PublishRequest publish) {
                checkPublication(publish);
            }
            last = command.request() instanceof RejectedRequest rejected
                    ? rejected.error()
                    : command.request().getClass();
        }
        Optional<Disconnect> disconnect = frame.disconnect();
        return disconnect.isPresent() ? disconnect.get() : last;
    }

    private static void checkPublication(PublishRequest publish) throws IOException {
        JsonData data = publish.data();
        assertThat(JsonData.parse(data.text())).contains(data);
        List<Reply> pushes = List.of(Reply.push(Push.publication(publish.channel(), Publication.of(data))));
        String frame = JSON.write(pushes).data();
        assertThat(frame).doesNotContain("\n", "\r");
        assertThat(MAPPER.readTree(frame).at("/push/pub/data")).isEqualTo(MAPPER.readTree(data.text()));
        assertThat(OfficialFrames.replies(PROTOBUF.write(pushes))
                        .get(0)
                        .getPush()
                        .getPub()
                        .getData()
                        .toStringUtf8())
                .isEqualTo(data.text());
    }
}
