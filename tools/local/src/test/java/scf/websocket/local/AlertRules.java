package scf.websocket.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The alert rules of {@code docs}, evaluated on scraped series by Prometheus' promtool. */
final class AlertRules {
    private static final Path RULES =
            Path.of("..", "..", "docs", "alerts.yml").toAbsolutePath().normalize();

    private final Map<String, List<String>> series;
    private final int secondsBetween;
    private final List<String> questions = new ArrayList<>();

    /**
     * @param series values by series, one for each scrape
     * @param secondsBetween two scrapes, as the rules see it
     */
    AlertRules(Map<String, List<String>> series, int secondsBetween) {
        this.series = series;
        this.secondsBetween = secondsBetween;
    }

    /** Without the tool the test is skipped, but not in CI. */
    static void requireTool() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("promtool", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        String missing = "promtool, of Debian's package prometheus, is not on the PATH";
        if (System.getenv("CI") != null) {
            Assertions.assertTrue(there, missing);
        }
        Assumptions.assumeTrue(there, missing);
    }

    /** Whether the alert fires at that scrape. */
    AlertRules expect(String alert, int scrape, boolean firing) {
        questions.add("""
                      - expr: count(ALERTS{alertname="%s",alertstate="firing"}) or vector(0)
                        eval_time: %ds
                        exp_samples:
                          - labels: '{}'
                            value: %d
                """.formatted(alert, scrape * secondsBetween, firing ? 1 : 0));
        return this;
    }

    /** Fails with the output of the tool if an alert is not as expected. */
    void check(Path file) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("rule_files: ['" + RULES + "']\nevaluation_interval: " + secondsBetween
                + "s\ntests:\n  - interval: " + secondsBetween + "s\n    input_series:\n");
        series.forEach((name, values) -> text.append("      - series: '")
                .append(name)
                .append("'\n        values: '")
                .append(String.join(" ", values))
                .append("'\n"));
        text.append("    promql_expr_test:\n");
        questions.forEach(text::append);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        run("test", file);
    }

    /** Fails with the output of {@code promtool COMMAND rules} if it does not succeed. */
    static void run(String command, Path rules) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder("promtool", command, "rules", rules.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertEquals(0, tool.waitFor(), said);
    }
}
