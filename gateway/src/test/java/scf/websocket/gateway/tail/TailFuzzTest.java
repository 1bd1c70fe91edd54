package scf.websocket.gateway.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.testing.fuzz.Fuzz;

/** Nearly valid messages of another node, and answers of a function about what a node has missed. */
class TailFuzzTest {
    private static final int MAX_MESSAGE_BYTES = 20;
    private static final List<String> ANSWERS = List.of(
            "{\"group\":\"room\",\"epoch\":\"E\",\"top\":9,\"messages\":[{\"seq\":8,\"data\":\"h\u00e9\"},{\"seq\":\"9\",\"data\":\"x\",\"binary\":\"aGk_\"}]}",
            "{\"group\":\"*\",\"epoch\":\"\ud83d\ude00\",\"top\":\"0\",\"messages\":[]}",
            "{\"group\":\"room\",\"epoch\":\"E\",\"top\":9223372036854775806,\"messages\":null}");

    @Test
    void everyMessageOfAnotherNodeIsDecodedOrRejected() {
        assertThat(Fuzz.of("tail-messages")
                        .seeds(
                                message("E", 8, "h\u00e9", null),
                                message("\ud83d\ude00", Long.MAX_VALUE - 1, null, "\u0000\u00ff"),
                                message("E", 1, "x", "y"),
                                message("E", 1, null, null))
                        .run(bytes -> TailMessageCodec.decode(bytes).map(TailFuzzTest::decoded)))
                .contains(
                        Optional.empty(),
                        Optional.of("empty"),
                        Optional.of("text"),
                        Optional.of("binary"),
                        Optional.of("both"));
    }

    @Test
    void everyAnswerOfAFunctionIsParsedOrIgnored() {
        TailAnswerParser parser = new TailAnswerParser(MAX_MESSAGE_BYTES);
        assertThat(Fuzz.of("tail-answers")
                        .seeds(ANSWERS)
                        .tokens("{", "}", "[", "]", "\"", ",", ":", "null", "1e", "-", "\\ud83d", "\\ude00", "[[")
                        .tokens("{\"seq\":", "{\"seq\":8,\"data\":\"x\"},", "\u00c0", "\u00ed\u00a0\u0080")
                        .run(json -> parser.parse(json).map(TailFuzzTest::parsed)))
                .contains(Optional.empty(), Optional.of(0), Optional.of(1), Optional.of(2));
    }

    private static byte[] message(String epoch, long seq, @Nullable String text, @Nullable String binary) {
        return TailMessageCodec.encode(new TailMessage(
                epoch,
                seq,
                text == null ? null : OutboundFrame.text(text),
                binary == null ? null : OutboundFrame.binary(binary.getBytes(StandardCharsets.ISO_8859_1))));
    }

    private static String decoded(TailMessage message) {
        check(message);
        byte[] written = TailMessageCodec.encode(message);
        assertThat(TailMessageCodec.encode(TailMessageCodec.decode(written).orElseThrow()))
                .isEqualTo(written);
        if (message.isEmpty()) {
            return "empty";
        }
        return message.binary() == null ? "text" : message.text() == null ? "binary" : "both";
    }

    private static int parsed(TailAnswer answer) {
        assertThat(TailEpoch.isValid(answer.epoch())).isTrue();
        assertThat(answer.top()).isBetween(0L, Long.MAX_VALUE - 1);
        long last = 0;
        for (TailMessage message : answer.messages()) {
            check(message);
            assertThat(message.isEmpty()).isFalse();
            assertThat(message.epoch()).isEqualTo(answer.epoch());
            assertThat(message.seq()).isGreaterThan(last).isLessThanOrEqualTo(answer.top());
            assertThat(TailMessageCodec.decode(TailMessageCodec.encode(message)))
                    .as("another node takes it")
                    .isPresent();
            last = message.seq();
        }
        return answer.messages().size();
    }

    private static void check(TailMessage message) {
        assertThat(TailEpoch.isValid(message.epoch())).isTrue();
        assertThat(message.seq()).as("it has a successor").isBetween(1L, Long.MAX_VALUE - 1);
        checkFrame(message.text(), 1);
        checkFrame(message.binary(), 2);
    }

    /** RFC 6455 §5.2: the opcode of text is 1, of binary 2. */
    private static void checkFrame(@Nullable OutboundFrame frame, int opcode) {
        if (frame != null) {
            assertThat(frame.encoded()[0] & 0xF).isEqualTo(opcode);
            assertThat(frame.payloadBytes()).isNotNegative();
        }
    }
}
