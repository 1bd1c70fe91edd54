package scf.websocket.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTableTest {
    private final PathTable<String> table = new PathTable<>();

    private Optional<String> add(String path) {
        return table.add(ApiPath.of(path, null), path).map(other -> other.path().toString());
    }

    private String found(String path) {
        return table.find(path).map(PathTable.Match::value).orElse("nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "/release/chat, /release/chat",
        "/release/chat/, /release/chat",
        "//release//chat//, /release/chat",
        "/release/%63hat, /release/chat",
        "/r%65lease/chat, /release/chat",
        "/release/Chat, /release/{room}",
        "/release/chat/more, nothing",
        "/release/hall, /release/{room}",
        "/release/a%2Fb, /release/{room}",
        "/release/, /release/",
        "/release, /release/",
        "/Release, nothing",
        "/release/hall/all, /release/{room}/all",
        "/release/x/y, /release/x/{user}",
        "/release/x/all, /release/x/{user}",
        "/, nothing",
        "'', nothing",
        "release/chat, nothing",
        "*, nothing"
    })
    void aPathIsFoundSegmentBySegment(String path, String expected) {
        add("/release/");
        add("/release/{room}");
        add("/release/chat");
        add("/release/{room}/all");
        add("/release/x/{user}");

        assertThat(found(path)).isEqualTo(expected);
    }

    /** A literal without a match does not hide a matching parameter. */
    @Test
    void ifALiteralLeadsNowhereAParameterIsTried() {
        add("/release/x/one");
        add("/release/{room}/two");

        assertThat(found("/release/x/two")).isEqualTo("/release/{room}/two");
    }

    @Test
    void theValuesOfParametersAreDecodedAndNamedByTheirOwnPath() {
        add("/release/{room}/in/{user}");
        add("/release/{place}/out");

        assertThat(table.find("/release/a%20b%2F%E8%81%8A+/in/x%25")
                        .orElseThrow()
                        .parameters())
                .isEqualTo(Map.of("room", "a b/聊+", "user", "x%"));
        assertThat(table.find("/release/x/out").orElseThrow().parameters()).isEqualTo(Map.of("place", "x"));
    }

    @Test
    void unencodedBytesAreAccepted() {
        add("/release/聊天");
        String bytes = new String("/release/聊天".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(found(bytes)).isEqualTo("/release/聊天");
        assertThat(found("/release/%E8%81%8A%E5%A4%A9")).isEqualTo("/release/聊天");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/release/%",
                "/release/%4",
                "/release/%zz",
                "/release/%+1",
                "/release/%C3%28",
                "/release/%FF",
                "/release/\u00ff",
                "/release/%ED%A0%80",
                "/release/.",
                "/release/..",
                "/release/%2e%2E",
                "/release//"
            })
    void invalidAndAmbiguousSegmentsMatchNoParameter(String path) {
        add("/release/{room}");

        assertThat(found(path)).isEqualTo("nothing");
    }

    @Test
    void ambiguousPathsAreDetected() {
        assertThat(add("/release/{room}")).isEmpty();
        assertThat(add("/release/{place}")).contains("/release/{room}");
        assertThat(add("/release/chat")).isEmpty();
        assertThat(add("/release/%63hat")).contains("/release/chat");
        assertThat(add("/release/chat/")).contains("/release/chat");
    }

    @Test
    void equivalentAddressesOfOneApiDoNotConflict() {
        assertThat(table.add(ApiPath.of("/chat", "prod"), "api")).isEmpty();
        assertThat(table.add(ApiPath.of("/prod/chat", "prod"), "api")).isEmpty();
        assertThat(table.add(ApiPath.of("/prod/chat", "prod"), "another")).isPresent();
    }

    @Test
    void aLongPathIsMatchedQuicklyAgainstManyParameters() {
        for (int i = 0; i < 30; i++) {
            add("/release" + "/a".repeat(i) + "/{p}" + "/a".repeat(30 - i));
        }
        assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 1000; i++) {
                found("/release" + "/a".repeat(4000));
            }
        });
    }
}
