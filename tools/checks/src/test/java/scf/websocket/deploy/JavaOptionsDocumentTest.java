package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM options of the distribution and of {@code ./run} are those that the documents name and the board measures. */
class JavaOptionsDocumentTest {
    private static final Pattern OPTION = Pattern.compile("\"(-X[^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"docs/operate.md", "docs/zh-CN/operate.md", "docs/performance.md"})
    void theDefaultOfTheDistributionIsDocumented(String page) throws IOException {
        assertThat(read(page)).contains("`" + distribution() + "`");
    }

    @Test
    void theBoardMeasuresTheOptionsOfTheDistribution() throws IOException {
        assertThat(options(between("tools/bench/src/main/python/board/gateway.py", "DISTRIBUTION_FLAGS = [", "\n]")))
                .containsAll(List.of(distribution().split(" ", -1)));
    }

    @Test
    void theBoardMeasuresTheOptionsOfRun() throws IOException {
        String command = between(
                "tools/local/src/main/java/scf/websocket/local/GatewayCommand.java",
                "List<String> command()",
                "\"-jar\"");
        assertThat(options(between("tools/bench/src/main/python/board/gateway.py", "RUN_FLAGS = [", "]")))
                .containsExactlyInAnyOrderElementsOf(options(command));
    }

    private static String distribution() throws IOException {
        return between("gateway/src/distribution/bin/gateway", "\ndefault_options=\"", "\"");
    }

    private static List<String> options(String text) {
        Matcher matcher = OPTION.matcher(text);
        return matcher.results()
                .map(MatchResult::group)
                .map(quoted -> quoted.replace("\"", ""))
                .toList();
    }

    private static String between(String file, String before, String after) throws IOException {
        String text = read(file);
        assertThat(text).contains(before);
        String rest = text.substring(text.indexOf(before) + before.length());
        return rest.substring(0, rest.indexOf(after));
    }

    private static String read(String file) throws IOException {
        return Files.readString(Checkout.root().resolve(file));
    }
}
