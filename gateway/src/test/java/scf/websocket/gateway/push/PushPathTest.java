package scf.websocket.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushPathTest {
    @ParameterizedTest
    @CsvSource({
        "/api,'',api,true",
        "/api/,'',api,false",
        "//api,'',api,false",
        "///api///,'',api,false",
        "/s/api,s,api,true",
        "/s/api/,s,api,false",
        "/s//api,s,api,false",
        "//s/api,s,api,false"
    })
    void extraSlashesAreIgnored(String path, String secret, String apiId, boolean isExact) {
        assertThat(PushPath.parse(path)).contains(new PushPath(secret, apiId, isExact));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "api", "/a/b/c", "*", "http://host/api"})
    void anyOtherPathIsNoPushPath(String path) {
        assertThat(PushPath.parse(path)).isEmpty();
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(PushPath.parse("/s3cret/api").orElseThrow()).hasToString("/***/api");
        assertThat(PushPath.parse("/api").orElseThrow()).hasToString("/api");
    }
}
