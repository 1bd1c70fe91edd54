package scf.websocket.bench.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.testing.process.Await;
import scf.websocket.testing.process.Signals;

/** Runs {@code tools/bench/board} with small numbers. */
@ExtendWith(BoardTools.class)
class BoardIT {
    @TempDir
    private Path folder;

    @Test
    void measuresTheGatewayBesideTheFloor() throws Exception {
        BoardRun run = BoardRun.of(folder, "fan-out", "round-trip", "--only=push in batches|http:|floor");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "100 sockets", "| gateway, push in batches |", "| gateway, http: |", "| floor |", "Conditions:")
                .doesNotContain("FAILED");
        assertThat(Files.readString(folder.resolve("board.json"))).contains("serial p99.9");
    }

    @Test
    void measuresChannels() throws Exception {
        BoardRun run = BoardRun.of(folder, "channels", "--only=gateway, channel");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("stored, to 20 subscribers", "| gateway, recovers 100 |", "| gateway, into one channel |")
                .doesNotContain("FAILED");
    }

    @Test
    @Tag("proof")
    void measuresTheConsole() throws Exception {
        BoardRun run = BoardRun.of(folder, "console");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("| gateway, console |", "| gateway, console that somebody watches |")
                .doesNotContain("FAILED");
    }

    @Test
    void failsIfAMessageIsMissing() throws Exception {
        BoardRun run = BoardRun.of(folder, "round-trip", "--only=floor", "--lose-message");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("FAILED: Round trip of 100 bytes, ms: floor: 299 of 300 messages arrived");
    }

    @Test
    void stopsItsProcessesOnInterrupt() throws Exception {
        Process board = new ProcessBuilder("./board", "round-trip", "--only=floor", "--out=" + folder)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // The last of the four that it starts; python3 itself may be a script that starts others before.
        Await.until("the load generator runs", () -> board.descendants().anyMatch(BoardIT::isLoadGenerator));
        List<ProcessHandle> started = board.descendants().toList();

        Signals.send("INT", board);

        assertThat(board.waitFor()).isEqualTo(1);
        assertThat(started).hasSize(4).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void namesAnUnknownPart() throws Exception {
        BoardRun run = BoardRun.of(folder, "fanout");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains("unknown part fanout");
    }

    private static boolean isLoadGenerator(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/target/board/load");
    }
}
