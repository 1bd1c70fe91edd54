package scf.websocket.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import scf.websocket.testing.fuzz.Fuzz;

/** Almost valid paths of APIs and requests. */
class PathFuzzTest {
    @Test
    void everyApiPathIsParsedOrRefusedWithAMessage() {
        assertThat(Fuzz.of("api-paths")
                        .seeds(List.of("/release/chat", "/{room}/a%20b/{user}", "/", "/a/", "/release/聊天"))
                        .tokens("/", "//", "{", "}", "%2f", "%", "%ff", ".", "..", "{a}", "\u0000", "~", "/{b}")
                        .run(input -> outcome(new String(input, StandardCharsets.UTF_8))))
                .contains(List.of("refused", "refused"), List.of("refused", "read, 2"), List.of("read, 1", "read, 2"));
    }

    private static Object outcome(String text) {
        List<String> outcomes = new ArrayList<>();
        for (String stage : new String[] {null, "test"}) {
            try {
                ApiPath path = ApiPath.of(text, stage);
                assertThat(path.path()).startsWith("/");
                assertThat(path.stage()).matches(stage == null ? ".+" : ApiPath.STAGE_FORM);
                assertThat(path).hasToString(text);
                for (String address : path.addresses()) {
                    assertThat(PathSegments.of(
                                    new String(address.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                            .isPresent();
                }
                assertThat(path.shapes().get(0).stream().filter(Objects::isNull).count())
                        .isEqualTo(path.parameters().size());
                outcomes.add("read, " + path.addresses().size());
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception", "java.");
                assertThat(e.getClass()).isEqualTo(IllegalArgumentException.class);
                outcomes.add("refused");
            }
        }
        return outcomes;
    }

    @Test
    void everyRequestPathIsParsedOrInvalid() {
        assertThat(Fuzz.of("request-paths")
                        .seeds(List.of("/release/chat", "/a%20b//c%2Fd/", "/%E4%BD%A0"))
                        .tokens("/", "%", "%2", "%2F", "%C0%80", "%ED%A0%80", "..", "\u00ff", "\u0000")
                        .run(input -> {
                            Optional<List<String>> segments =
                                    PathSegments.of(new String(input, StandardCharsets.ISO_8859_1));
                            segments.ifPresent(all -> assertThat(all)
                                    .hasSizeLessThanOrEqualTo(PathSegments.MOST)
                                    .noneMatch(String::isEmpty));
                            return segments.map(List::size);
                        }))
                .contains(Optional.empty(), Optional.of(0), Optional.of(2));
    }
}
