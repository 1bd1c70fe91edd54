package scf.websocket.gateway.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.event.Feature;
import scf.websocket.gateway.metrics.GatewayMetrics;

class ExtensionsTest {
    private static final AnnouncedEvent EVENT = new AnnouncedEvent(new byte[0], "KEY");

    private final GatewayMetrics metrics = new GatewayMetrics();
    private final Extensions extensions = new Extensions(
            EnumSet.allOf(Feature.class), 262_144, (apiId, cause, pushes) -> () -> {}, metrics, System::nanoTime);

    private AnswerExtensions read(String answer) {
        return extensions
                .read("api", "id", answer.getBytes(StandardCharsets.UTF_8), EVENT)
                .extensions();
    }

    private static List<String> texts(List<byte[]> slices) {
        return slices.stream()
                .map(slice -> new String(slice, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void cutsPushesOutOfAnAnswerAsTheyAre() {
        assertThat(texts(read("""
                        {"errMsg":"\u00e9\ud83d\ude00", "x":[{"extensions":{}}],
                         "extensions" : { "key":"KEY", "pushes": [ {"a":{"b":[1,"}"]}} , 17, {"c":"\u00e9"}, null ] , "later":[]},
                         "websocket":{"data":"y"} }
                        """).pushes()))
                .containsExactly("{\"a\":{\"b\":[1,\"}\"]}}", "", "{\"c\":\"\u00e9\"}", "");
    }

    @Test
    void cutsTailsOutOfAnAnswer() {
        assertThat(texts(read("{\"extensions\":{\"key\":\"KEY\",\"tails\":[{\"group\":\"a\"},1]}}")
                        .tails()))
                .containsExactly("{\"group\":\"a\"}", "");
        assertThat(read("{\"extensions\":{\"key\":\"NO\",\"tails\":[{}]}}").tails())
                .isEmpty();
        assertThat(read("{\"extensions\":{\"key\":\"KEY\",\"tails\":[" + "1,".repeat(500) + "1]}}")
                        .tails())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}",
                "{\"errNo\":0,\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}",
                "{\"errNo\":\"0\",\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}",
                "{\"errNo\":null,\"extensions\":{\"context\":\"c\",\"key\":\"KEY\"}}",
                "{\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"},\"errNo\":0.0}",
                "{\"extensions\":\"{\\\"key\\\":\\\"KEY\\\",\\\"context\\\":\\\"c\\\"}\"}",
                "{\"extensions\":{\"key\":\"no\"},\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}"
            })
    void readsAnswersThatSucceed(String answer) {
        assertThat(read(answer).context()).isEqualTo(Change.to("c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"extensions\"",
                "{\"extensions\"",
                "[{\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}]",
                "{\"errNo\":1,\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}",
                "{\"errNo\":\"1\",\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}",
                "{\"errNo\":{},\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}",
                "{\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"},\"errNo\":201}",
                "{\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}} and more",
                "{\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"},\"extensions\":null}",
                "{\"extensions\":[\"KEY\"]}",
                "{\"extensions\":7}",
                "\"{\\\"extensions\\\":{\\\"key\\\":\\\"KEY\\\",\\\"context\\\":\\\"c\\\"}}\"",
                "{\"Extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}",
                "{\"websocket\":{\"extensions\":{\"key\":\"KEY\",\"context\":\"c\"}}}"
            })
    void ignoresOthersSilently(String answer) {
        assertThat(read(answer)).isEqualTo(AnswerExtensions.NONE);
        assertThat(metrics.scrape()).doesNotContain("gateway_extensions_ignored_total{");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                                                        | no-key
            {"context":"c"}                                           | no-key
            {"key":7}                                                 | no-key
            {"key":"KEX","context":"c"}                               | wrong-key
            {"key":"","context":7}                                    | wrong-key
            {"key":"KEY","context":7}                                 | malformed
            {"key":"KEY","context":"c","deadline":{"seconds":-1}}     | malformed
            {"key":"KEY","context":"c","deadline":{"seconds":1,"closeCode":1005}} | malformed
            {"key":"KEY","context":"c","deadline":25}                 | malformed
            {"key":"KEY","context":"c","heartbeat":"ping"}            | malformed
            {"key":"KEY","context":"c","pushes":{}}                   | malformed
            "{"                                                       | malformed
            "17"                                                      | malformed
            """)
    void countsMistakesAndIgnoresAllOfTheAnswer(String member, String reason) {
        assertThat(read("{\"extensions\":" + member + "}")).isEqualTo(AnswerExtensions.NONE);
        assertThat(metrics.scrape()).contains("gateway_extensions_ignored_total{reason=\"" + reason + "\"} 1.0");
    }

    @Test
    void withoutRoomThereIsNoContextRatherThanAnOldOne() {
        ConnectionContext first = extensions.change(null, Change.to("first"));
        assertThat(first).isNotNull();
        String large = "x".repeat(4096);
        int held = 0;
        while (extensions.change(null, Change.to(large)) != null) {
            held++;
        }
        assertThat(held).isEqualTo((64 << 20) / (4096 + 2));
        assertThat(extensions.change(first, Change.to(large))).isNull();
        assertThat(metrics.scrape()).contains("gateway_limits_hit_total{limit=\"contexts\"} 2.0");
        assertThat(extensions.change(null, Change.to("small again"))).isNotNull();
    }
}
