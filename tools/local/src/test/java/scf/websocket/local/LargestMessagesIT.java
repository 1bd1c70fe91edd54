package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.ChatClient;

/** Every message that the gateway accepts arrives, however much JSON and base64 enlarge it on its way through the functions. */
final class LargestMessagesIT {
    private static final int LARGEST = 256 * 1024;
    /** Bytes of "(===Online people:2===)". */
    private static final int SUFFIX = 23;

    private static RunningGateway gateway;

    @BeforeAll
    static void startGateway() throws Exception {
        gateway = RunningGateway.start(Map.of("PUSH_TIMEOUT_MILLIS", "10000"));
    }

    @AfterAll
    static void stopGateway() throws Exception {
        assertThat(gateway.stop()).as("exit code").isZero();
    }

    @BeforeEach
    void startEmpty() throws Exception {
        Await.until(
                "the table is empty",
                ChatClient.LIMIT,
                () -> SharedDatabase.ids().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {LARGEST - SUFFIX - 1, LARGEST - SUFFIX, LARGEST - SUFFIX + 1, LARGEST - 1, LARGEST})
    void theOnlineCountIsOmittedIfItDoesNotFit(int size) throws Exception {
        String text = "x".repeat(size);
        try (ChatClient one = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket())) {
            one.send(text);

            String expected = size + SUFFIX <= LARGEST ? text + "(===Online people:2===)" : text;
            assertThat(two.text().equals(expected))
                    .as("the text of %d bytes", size)
                    .isTrue();
        }
    }

    static Stream<String> textsOfTheGreatestLength() {
        return Stream.of("\u0000", "\"", "\\", "\n", "é", "你", "👋").map(LargestMessagesIT::filled);
    }

    private static String filled(String unit) {
        int size = unit.getBytes(StandardCharsets.UTF_8).length;
        return unit.repeat(LARGEST / size) + "x".repeat(LARGEST % size);
    }

    @ParameterizedTest(name = "[{index}]")
    @Tag("proof")
    @MethodSource("textsOfTheGreatestLength")
    void aTextOfMaximumLengthArrivesWhateverItContains(String text) throws Exception {
        try (ChatClient one = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket())) {
            one.send(text);

            assertThat(two.text().equals(text)).isTrue();
        }
    }

    @Test
    void bytesOfMaximumLengthArrive() throws Exception {
        byte[] bytes = new byte[LARGEST];
        Arrays.fill(bytes, (byte) 0xFF);
        try (ChatClient one = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket());
                ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(gateway.webSocket())) {
            one.send(bytes);

            assertThat(Arrays.equals(two.binary(), bytes)).isTrue();
        }
    }

    @Test
    void onlyAMessageThatCannotBePushedClosesItsClientWith1009() throws Exception {
        // Another push URL may accept less: here, that of this gateway behind a proxy with a lower limit.
        try (BoundedPushUrl bounded = new BoundedPushUrl(gateway.pushUrl(), 1000);
                RunningGateway other =
                        RunningGateway.start(Map.of("PUSH_URL", bounded.url().toString(), "PUSH_VIA", "post"))) {
            bounded.leadTo(other.pushUrl());
            try (ChatClient one = ClientLibrary.JAVA_WEBSOCKET.open(other.webSocket());
                    ChatClient two = ClientLibrary.JAVA_WEBSOCKET.open(other.webSocket())) {
                one.send("small");
                assertThat(two.text()).startsWith("small");
                one.send("x".repeat(2000));

                assertThat(one.closeCode()).isEqualTo(1009);
                two.send("alone");
                assertThat(two.rest()).isEmpty();
            }
        }
    }
}
