package scf.websocket.bench.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the unit tests of the board, which are written in Python. */
@ExtendWith(BoardTools.class)
class BoardUnitTest {
    @Test
    void allTestsInPythonPass() throws Exception {
        BoardRun run = BoardRun.run(List.of("python3", "-B", "src/test/python/run_tests.py"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).containsPattern("Ran [1-9]\\d* tests");
    }
}
