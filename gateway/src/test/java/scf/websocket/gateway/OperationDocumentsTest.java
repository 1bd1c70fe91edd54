package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.testing.TestClient;
import scf.websocket.testing.process.Await;

/** The documented metrics are those of the gateway. */
class OperationDocumentsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METER =
            Pattern.compile("(gauge|count|counter|Counter\\.builder|Timer\\.builder)\\(\\s*\"(gateway\\.[a-z.]+)\"");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern ALERT_ROW = Pattern.compile("(?m)^\\| `(Gateway\\w+)` \\|");
    private static final Pattern NAME = Pattern.compile("\\bgateway_[a-z_]+\\b");

    @ParameterizedTest
    @ValueSource(strings = {"operate.md", "zh-CN/operate.md"})
    void theTableHasEveryMetric(String page) throws IOException {
        String table = Files.readString(DOCS.resolve(page));
        assertThat(metricsOfTheCode())
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(table).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operate.md", "zh-CN/operate.md", "grafana-dashboard.json", "alerts.yml"})
    void noDocumentNamesAMetricThatDoesNotExist(String document) throws IOException {
        assertThat(metricsOfTheCode()).containsAll(names(Files.readString(DOCS.resolve(document))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operate.md", "zh-CN/operate.md"})
    void thePageSaysWhatToDoAboutEveryAlertAndNoOther(String page) throws IOException {
        List<String> alerts = found(ALERT, Files.readString(DOCS.resolve("alerts.yml")));
        assertThat(found(ALERT_ROW, Files.readString(DOCS.resolve(page))))
                .hasSizeGreaterThan(20)
                .isEqualTo(alerts);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void theDashboardIsValidJson() throws IOException {
        assertThat(new ObjectMapper()
                        .readTree(DOCS.resolve("grafana-dashboard.json").toFile())
                        .path("panels"))
                .hasSizeGreaterThan(8);
    }

    @Test
    void everyScrapedMetricIsDefinedInTheCode() throws IOException {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            try (TestClient client = fixture.connect()) {
                client.send("a");
                Await.until("message", () -> fixture.functions.messages().size() == 1);
            }
            Await.until("cleanup", () -> fixture.functions.cleanups().size() == 1);
            fixture.push("nonsense");
            assertThat(metricsOfTheCode())
                    .containsAll(names(fixture.get("/metrics").body()));
        }
    }

    private static Set<String> metricsOfTheCode() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Matcher meter = METER.matcher(Files.readString(file));
                while (meter.find()) {
                    String name = meter.group(2).replace('.', '_');
                    switch (meter.group(1)) {
                        case "gauge" -> names.add(name);
                        case "Timer.builder" ->
                            Stream.of("count", "sum", "bucket", "max")
                                    .forEach(part -> names.add(name + "_seconds_" + part));
                        default -> names.add(name + "_total");
                    }
                }
            }
        }
        return names;
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            // The comments of the format use the histogram's family name.
            if (!name.group().endsWith("_seconds")) {
                names.add(name.group());
            }
        }
        return names;
    }
}
