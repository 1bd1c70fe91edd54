package scf.websocket.gateway.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeflatedMessageTest {
    private static byte[] expand(byte[] compressed, int max) {
        return ((DeflatedMessage.Message) DeflatedMessage.expand(compressed, max)).bytes();
    }

    @ParameterizedTest
    @CsvSource({
        "f248cdc9c90700, one block",
        "000500faff48656c6c6f00, a block without compression",
        "f348cdc9c9070000, a block that says it is the last",
        "f248050000 00ffffcac9c90700, two blocks"
    })
    void theExamplesOfTheRfcExpand(String hex, String description) {
        byte[] compressed = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(new String(expand(compressed, 5), StandardCharsets.US_ASCII))
                .as(description)
                .isEqualTo("Hello");
    }

    @Test
    void aCompressedMessageExpandsToTheOriginal() {
        for (int size : new int[] {200, 4095, 4096, 4097, 300_000}) {
            byte[] message = "{\"name\":\"value\"},".repeat(size / 17 + 1).getBytes(StandardCharsets.US_ASCII);
            byte[] compressed = DeflatedMessage.compress(message).orElseThrow();
            assertThat(compressed.length).isLessThan(message.length / 2);
            assertThat(expand(compressed, message.length)).isEqualTo(message);
        }
    }

    @Test
    void aMessageThatDoesNotShrinkIsNotCompressed() {
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        assertThat(DeflatedMessage.compress(noise)).isEmpty();
    }

    @Test
    void aBombIsStoppedAtTheLimit() {
        byte[] bomb = DeflatedMessage.compress(new byte[10_000_000]).orElseThrow();
        assertThat(bomb.length).isLessThan(100_000);
        assertThat(DeflatedMessage.expand(bomb, 9_999_999)).isInstanceOf(DeflatedMessage.TooLarge.class);
        assertThat(expand(bomb, 10_000_000)).hasSize(10_000_000);
    }

    @Test
    void garbageIsCorrupt() {
        assertThat(DeflatedMessage.expand(new byte[] {(byte) 0xFF, 1, 2, 3}, 100))
                .isInstanceOf(DeflatedMessage.Corrupt.class);
    }

    @Test
    void anEmptyMessageExpandsToNothing() {
        assertThat(expand(new byte[] {0}, 100)).isEmpty();
    }
}
