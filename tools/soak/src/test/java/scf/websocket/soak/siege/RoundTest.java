package scf.websocket.soak.siege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of the siege detect failures. */
class RoundTest {
    private static final Footprint BEFORE = new Footprint(20, 50, 10);
    private static final Footprint AS_BEFORE = new Footprint(30, 55, 11);

    private final MeasuredPeriod before = period();
    private final MeasuredPeriod during = period();
    private final MeasuredPeriod after = period();

    private static MeasuredPeriod period() {
        MeasuredPeriod period = new MeasuredPeriod();
        for (int i = 0; i < 100; i++) {
            period.messages.add(20);
            period.handshakes.add(5);
            period.stalls.add(1);
        }
        return period;
    }

    private @Nullable String objection(Footprint then, boolean alive) {
        PeriodComparison honest = new PeriodComparison(before, during, after);
        return new Round(new PingFlood(), honest, new AttackTally(), BEFORE, then, 200, 3, alive).objection();
    }

    private @Nullable String objection() {
        return objection(AS_BEFORE, true);
    }

    @Test
    void aGatewayThatHasRecoveredPasses() {
        assertThat(objection()).isNull();
    }

    @Test
    void aLostMessageIsReportedInEveryPeriod() {
        before.lost.increment();
        assertThat(objection()).isEqualTo("1 honest messages or clients were lost");
    }

    @Test
    void aLongWaitIsReportedEvenAfterTheAttack() {
        after.messages.add(2500);
        after.messages.add(2500);
        assertThat(objection()).isEqualTo("honest clients waited 2500 ms");
    }

    @Test
    void aLongWaitOnALoadedMachineIsNotReported() {
        after.messages.add(2500);
        after.messages.add(2500);
        after.stalls.add(400);
        after.stalls.add(400);
        assertThat(objection()).isNull();
        assertThat(new PeriodComparison(before, during, after).raisedMillis()).isEqualTo(4800);
    }

    @Test
    void refusedNewClientsAreReported() {
        for (int i = 0; i < 10; i++) {
            during.refused.increment();
        }
        assertThat(objection()).isEqualTo("10 of 110 honest handshakes were refused");
    }

    @Test
    void longWaitsOfNewClientsAreReported() {
        during.handshakes.add(3000);
        during.handshakes.add(3000);
        assertThat(objection()).isEqualTo("honest newcomers waited 3000 ms");
    }

    @Test
    void missingMeasurementsAreNoSuccess() {
        PeriodComparison silent = new PeriodComparison(before, new MeasuredPeriod(), after);
        assertThat(silent.objection()).isEqualTo("no honest client said anything, or none tried to come in");
    }

    @Test
    void exchangesInProgressAtTheEndOfAPeriodAreAwaited() throws InterruptedException {
        during.begin();
        Thread late = new Thread(() -> {
            during.lost.increment();
            during.end();
        });
        late.start();
        assertThat(objection()).isEqualTo("1 honest messages or clients were lost");
        late.join();
    }

    @Test
    void failuresOfHeapSocketsConnectionsAndEndAreReported() {
        assertThat(objection(new Footprint(60, 55, 11), true)).isEqualTo("the heap went from 20 to 60 MB");
        assertThat(objection(new Footprint(30, 500, 11), true)).isEqualTo("open files went from 50 to 500");
        assertThat(objection(new Footprint(30, 55, 40), true)).isEqualTo("connections went from 10 to 40");
        assertThat(objection(AS_BEFORE, false)).isEqualTo("the gateway has ended");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aMissingFigureIsNoSuccess(int which) {
        Footprint unknown = new Footprint(which == 0 ? -1 : 30, which == 1 ? -1 : 55, which == 2 ? -1 : 11);
        assertThat(objection(unknown, true)).isEqualTo("heap, open files or connections could not be measured");
    }

    @Test
    void failuresBesideTheAttacksAreReported() {
        Outcome outcome = new Outcome(Setup.DEFLATE, List.of(), List.of("the gateway has ended with 3"));
        assertThat(outcome.objections()).containsExactly("deflate: the gateway has ended with 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--attacks",
                "--attacks nothing",
                "--attacks tls-stall --setup defaults",
                "--seconds 0",
                "--setup x",
                "--what 1",
                "--seed -1"
            })
    void aWrongCommandLineIsRefusedWithAMessage(String line) {
        List<String> arguments = List.of(line.split(" ", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> SiegeOptions.parse(Path.of("gateway.jar"), arguments));
    }
}
