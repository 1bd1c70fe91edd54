package scf.websocket.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedTest {
    private static ObjectNode row(String key) {
        return JsonNodeFactory.instance.objectNode().put("key", key).put("count", 1);
    }

    private static Listed part(boolean more, String... keys) {
        return new Listed(10, Arrays.stream(keys).map(ListedTest::row).toList(), more);
    }

    private static Listed merge(int limit, Listed... parts) {
        return Listed.merge(
                List.of(parts),
                row -> row.path("key").asText(),
                (one, other) -> one.put(
                        "count", one.path("count").asInt() + other.path("count").asInt()),
                limit);
    }

    private static List<String> keys(Listed listed) {
        return listed.rows().stream().map(row -> row.path("key").asText()).toList();
    }

    @Test
    void partsAreMergedInTheOrderOfTheirKeys() {
        Listed all = merge(10, part(false, "a", "d"), part(false, "b"), part(false));
        assertThat(keys(all)).containsExactly("a", "b", "d");
        assertThat(all.more()).isFalse();
        assertThat(all.total()).isEqualTo(30);
    }

    @Test
    void nothingIsListedBeyondTheEndOfAPartThatHasMore() {
        Listed all = merge(10, part(true, "a", "c"), part(true, "b", "e"), part(false, "d"));
        assertThat(keys(all)).containsExactly("a", "b", "c");
        assertThat(all.more()).isTrue();
    }

    @Test
    void aMergeIsNotLongerThanAskedFor() {
        Listed all = merge(2, part(false, "a", "d"), part(false, "b"));
        assertThat(keys(all)).containsExactly("a", "b");
        assertThat(all.more()).isTrue();
    }

    @Test
    void rowsWithTheSameKeyAreMerged() {
        Listed all = merge(10, part(false, "a"), part(false, "a"));
        assertThat(all.rows().get(0).path("count").asInt()).isEqualTo(2);
        assertThat(all.rows()).hasSize(1);
    }

    @Test
    void aTextHasAsManyRowsAsFitAndSaysThatThereAreMore() {
        Listed part = part(false, "é".repeat(100), "b", "c");
        assertThat(Listed.read(part.write(10_000))).contains(part);
        String shorter = part.write(100 + 2 * 100 + 30);
        assertThat(shorter.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(330);
        Listed read = Listed.read(shorter).orElseThrow();
        assertThat(keys(read)).containsExactly("é".repeat(100));
        assertThat(read.more()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[", "{\"more\":true,\"rows\":[]}", "{\"rows\":[1]}"})
    void aTextOfNoPartIsNotRead(String text) {
        assertThat(Listed.read(text)).isEmpty();
    }
}
