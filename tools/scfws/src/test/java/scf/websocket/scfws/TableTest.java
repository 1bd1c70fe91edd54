package scf.websocket.scfws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Table table = new Table(Output.of(written, new ByteArrayOutputStream()), "NAME", "COUNT");

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        table.row("room", "1");
        table.row("a long name", "22");
        table.flush();
        table.row("x", "3");
        table.flush();
        assertThat(lines())
                .containsExactly("NAME         COUNT", "room         1", "a long name  22", "x            3");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        table.row("\u001b[2J\n", "1");
        table.flush();
        assertThat(lines()).hasSize(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
    }

    private String[] lines() {
        return written.toString(StandardCharsets.UTF_8).split(System.lineSeparator());
    }
}
