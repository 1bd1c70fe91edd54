package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/web-function.md documents the variables that {@code scf_bootstrap} sets, and they fit web-fn/serverless.yml. */
class WebFunctionDocumentTest {
    private static final Pattern DEFAULT = Pattern.compile("(?m)^export (\\w+)=\\$\\{\\1:-(.*)}$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `([^`]*)` \\|");

    /** The addresses of gateway and functions inside the instance, which users never need to change. */
    private static final Pattern INSIDE =
            Pattern.compile("GATEWAY_(HOST|PORT|PUSH_HOST|PUSH_PORT|API_ID|REGISTER|TRANSMISSION|CLEANUP)|PUSH_TOKEN");

    @ParameterizedTest
    @ValueSource(strings = {"docs/web-function.md", "docs/zh-CN/web-function.md"})
    void theTableMatchesTheScript(String page) throws IOException {
        Map<String, String> documented = find(ROW, read(page));
        Map<String, String> set = defaults();
        set.keySet().removeIf(name -> INSIDE.matcher(name).matches());
        assertThat(documented).isEqualTo(set);
    }

    @Test
    void everyVariableThatIsSetIsKnown() throws IOException {
        assertThat(KnownVariables.all()).containsAll(defaults().keySet());
    }

    @Test
    void theGatewayClosesAConnectionBeforeThePlatformDoes() throws IOException {
        String yaml = read("web-fn/serverless.yml");
        assertThat(number(defaults().get("GATEWAY_IDLE"))).isLessThan(number(value(yaml, "idleTimeOut")));
        assertThat(number(defaults().get("GATEWAY_MAX_DURATION"))).isLessThan(number(value(yaml, "timeout")));
        assertThat(defaults().get("GATEWAY_MAX_CONNECTIONS")).isEqualTo(value(yaml, "maxConcurrency"));
        assertThat(defaults().get("PUSH_URL")).isEqualTo(value(yaml, "PUSH_URL"));
    }

    private static Map<String, String> defaults() throws IOException {
        Map<String, String> defaults = find(DEFAULT, read("web-fn/src/main/web-fn/scf_bootstrap"));
        defaults.replaceAll((name, value) -> value.replace("$GATEWAY_PUSH_PORT", defaults.get("GATEWAY_PUSH_PORT"))
                .replace("$GATEWAY_API_ID", defaults.get("GATEWAY_API_ID")));
        return defaults;
    }

    private static Map<String, String> find(Pattern pattern, String text) {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static String value(String yaml, String key) {
        Matcher matcher = Pattern.compile("(?m)^ *" + key + ": (\\S+)$").matcher(yaml);
        assertThat(matcher.find()).as(key).isTrue();
        return matcher.group(1);
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static String read(String file) throws IOException {
        return Files.readString(Checkout.root().resolve(file));
    }
}
