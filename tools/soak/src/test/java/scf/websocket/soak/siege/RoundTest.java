package scf.websocket.soak.siege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of the siege find what they are there for. */
class RoundTest {
    private final HonestClients.Stretch during = stretch();
    private final HonestClients.Stretch after = stretch();

    private static HonestClients.Stretch stretch() {
        HonestClients.Stretch stretch = new HonestClients.Stretch();
        for (int i = 0; i < 100; i++) {
            stretch.messages.add(20);
            stretch.handshakes.add(5);
            stretch.stalls.add(1);
        }
        return stretch;
    }

    private String objection(double heapAfter, long filesAfter, boolean alive) {
        return new Round(
                        new PingFlood(),
                        stretch(),
                        during,
                        after,
                        new Loot(),
                        20,
                        heapAfter,
                        200,
                        50,
                        filesAfter,
                        alive)
                .objection();
    }

    @Test
    void aGatewayThatIsAsBeforeHasHeld() {
        assertThat(objection(30, 55, true)).isNull();
    }

    @Test
    void aLostMessageIsSaid() {
        during.lost.increment();
        assertThat(objection(30, 55, true)).isEqualTo("1 honest messages or clients were lost");
    }

    @Test
    void aLongWaitIsSaidEvenAfterTheAttack() {
        after.messages.add(2500);
        after.messages.add(2500);
        assertThat(objection(30, 55, true)).isEqualTo("honest clients waited 2500 ms");
    }

    @Test
    void aLongWaitOnAMachineThatIsLateForEverybodyIsNot() {
        after.messages.add(2500);
        after.messages.add(2500);
        after.stalls.add(400);
        after.stalls.add(400);
        assertThat(objection(30, 55, true)).isNull();
    }

    @Test
    void whoIsKeptOutIsSaid() {
        for (int i = 0; i < 10; i++) {
            during.refused.increment();
        }
        assertThat(objection(30, 55, true)).isEqualTo("10 of 110 honest handshakes were refused");
    }

    @Test
    void heapSocketsAndEndAreSaid() {
        assertThat(objection(60, 55, true)).isEqualTo("the heap went from 20 to 60 MB");
        assertThat(objection(30, 500, true)).isEqualTo("open files went from 50 to 500");
        assertThat(objection(30, 55, false)).isEqualTo("the gateway has ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--attacks", "--attacks nothing", "--seconds 0", "--setup x", "--what 1", "--seed -1"})
    void aWrongCommandLineIsRefusedInWords(String line) {
        List<String> arguments = List.of(line.split(" ", -1));
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> SiegeOptions.parse(Path.of("gateway.jar"), arguments));
    }
}
