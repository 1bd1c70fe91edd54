package scf.websocket.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardRunTest {
    @Test
    void aProgramThatHangsIsEndedAndItsOutputShown() {
        long began = System.nanoTime();

        assertThatThrownBy(
                        () -> BoardRun.run(List.of("sh", "-c", "echo begun; exec sleep 300"), Duration.ofMillis(500)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("still running after", "begun");

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void aProgramThatEndsHasStatusAndOutput() throws Exception {
        assertThat(BoardRun.run(List.of("sh", "-c", "echo out; echo error >&2; exit 3")))
                .isEqualTo(new BoardRun(3, "out\nerror\n"));
    }
}
