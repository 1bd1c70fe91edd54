package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus understands the rules and the dashboard, and the rules fire. */
class AlertRulesTest {
    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final int SECONDS = 60;
    private static final int SCRAPES = 30;

    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireTool() throws InterruptedException {
        AlertRules.requireTool();
    }

    /** The series that make an alert fire: from 0, by this much a minute. */
    private static final Map<String, Map<String, Integer>> FAILING = Map.ofEntries(
            Map.entry("GatewayThreadsFail", Map.of("gateway_threads_failed", 1)),
            Map.entry(
                    "GatewayPushesFail",
                    Map.of(
                            "gateway_pushes_total{via=\"answer\",outcome=\"delivered\"}", 90,
                            "gateway_pushes_total{via=\"answer\",outcome=\"invalid\"}", 10)),
            Map.entry("GatewayExtensionsIgnored", Map.of("gateway_extensions_ignored_total{reason=\"wrong-key\"}", 1)),
            Map.entry("GatewayMessagesDropped", Map.of("gateway_events_dropped_total", 120)),
            Map.entry("GatewayGroupMessagesNotForwarded", Map.of("gateway_group_pushes_not_forwarded_total", 1)),
            Map.entry("GatewayTailsUnanswered", Map.of("gateway_tail_pulls_total{cause=\"again\"}", 120)),
            Map.entry("GatewayTailMembersLost", Map.of("gateway_tail_lost_total", 120)),
            Map.entry("GatewayRedisUnreadable", Map.of("gateway_redis_unreadable_total{kind=\"list\"}", 1)),
            Map.entry("GatewayRedisReconnects", Map.of("gateway_redis_reconnects_total", 1)),
            Map.entry(
                    "GatewayAdminRefused",
                    Map.of("gateway_admin_requests_total{action=\"refused\",status=\"401\"}", 30)),
            Map.entry("GatewayBudgetNearlyUsed", Map.of("gateway_context_bytes", 3_000_000)));

    /** Below all thresholds; healthy traffic does not fire. */
    private static final Map<String, Integer> HEALTHY = Map.of(
            "gateway_pushes_total{via=\"url\",outcome=\"delivered\"}", 60,
            "gateway_pushes_total{via=\"url\",outcome=\"gone\"}", 60,
            "gateway_tail_pulls_total{cause=\"idle\"}", 600,
            "gateway_tail_lost_total", 30,
            "gateway_admin_requests_total{action=\"connections\",status=\"200\"}", 600,
            "gateway_context_bytes", 1_000_000,
            "gateway_groups", 2_000);

    private static Map<String, List<String>> rising(Map<String, Integer> stepsOfSeries) {
        Map<String, List<String>> series = new TreeMap<>();
        stepsOfSeries.forEach((name, step) -> {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < SCRAPES; i++) {
                values.add(Long.toString((long) i * step));
            }
            series.put(name, values);
        });
        return series;
    }

    @Test
    void eachFiresWhenItsSeriesFail() throws Exception {
        for (Map.Entry<String, Map<String, Integer>> failing : FAILING.entrySet()) {
            new AlertRules(rising(failing.getValue()), SECONDS)
                    .expect(failing.getKey(), 0, false)
                    .expect(failing.getKey(), SCRAPES - 1, true)
                    .check(folder.resolve(failing.getKey() + ".yml"));
        }
    }

    @Test
    void noneFiresInHealthyTraffic() throws Exception {
        AlertRules rules = new AlertRules(rising(HEALTHY), SECONDS);
        FAILING.keySet().forEach(alert -> rules.expect(alert, SCRAPES - 1, false));
        rules.check(folder.resolve("healthy.yml"));
    }

    @Test
    void theExpressionsOfTheDashboardAreValid() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        List<String> expressions = EXPRESSION
                .matcher(Files.readString(DOCS.resolve("grafana-dashboard.json")))
                .results()
                .map(match -> match.group(1).replace("\\\"", "\""))
                .map(text -> text.replace("$__rate_interval", "1m").replace("$instance", ".*"))
                .toList();
        assertThat(expressions)
                .hasSizeGreaterThan(30)
                .allSatisfy(text -> assertThat(text).doesNotContain("$", "\\", "'"));
        expressions.forEach(text -> rules.append("      - record: dashboard:x\n        expr: '" + text + "'\n"));
        Path file = Files.writeString(folder.resolve("dashboard.yml"), rules.toString());
        AlertRules.run("check", file);
        AlertRules.run("check", DOCS.resolve("alerts.yml"));
    }
}
