package scf.websocket.bench.capacity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0000049, 0",
        "0.000321, 0.00032",
        "0.0123456, 0.0123",
        "0.45678, 0.457",
        "1.2345, 1.23",
        "12.345, 12.3",
        "123.45, 123",
        "'5000', '5,000'",
        "'69876', '69,900'",
        "-2.5, -2.50"
    })
    void printsThreeDigitsOfANumber(double value, String shown) {
        assertThat(Report.number(value)).isEqualTo(shown);
    }

    @Test
    void printsATableWithTheNotesBelow() {
        Report report = new Report();
        report.row("push", "bytes", new Spread(2, 1, 3));
        report.row("push", "commands", "publish 1");
        report.fanOut(10, "1 a request", List.of(new Spread(5, 4, 6)), "select 1");
        report.note("Redis 7.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        report.print(new PrintStream(out, true, UTF_8));

        assertThat(out.toString(UTF_8))
                .contains("| push | bytes | 2.00 | 1.00 – 3.00 |\n| push | commands | publish 1 |  |\n")
                .contains("| 10 | 1 a request | 5.00 (4.00 – 6.00) | select 1 |\n")
                .endsWith("\nRedis 7.\n");
    }
}
