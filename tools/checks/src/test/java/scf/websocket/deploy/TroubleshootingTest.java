package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.gateway.failure.Advice;

/** The troubleshooting pages quote messages that the programs print, and the programs refer to anchors of these pages. */
class TroubleshootingTest {
    private static final Sources SOURCES = Sources.read();
    private static final String PHRASES = "tools/local/src/main/resources/scf/websocket/local/phrases_zh.txt";
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

    /** Matches anchors in printed text, and in calls of the class that prints them. */
    private static final Pattern NAMED = Pattern.compile("docs/(?:zh-CN/)?troubleshooting\\.md#([a-z0-9-]+)");

    private static final Pattern EXPLAINED = Pattern.compile("(?:explained|placed)\\(\\s*\"([a-z0-9-]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"docs/troubleshooting.md", "docs/zh-CN/troubleshooting.md"})
    void everyQuotedMessageIsPrinted(String page) {
        List<String> messages = messages(Document.read(page));
        assertThat(messages).hasSizeGreaterThan(100);
        assertThat(messages).filteredOn(message -> !SOURCES.say(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/troubleshooting.md", "docs/zh-CN/troubleshooting.md"})
    void everyAnchorInAMessageExists(String page) {
        Set<String> named = new TreeSet<>(SOURCES.find(NAMED));
        named.addAll(SOURCES.find(EXPLAINED));
        Stream.of(Advice.values()).map(Advice::anchor).forEach(named::add);
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(Document.read(page).anchors()).doesNotHaveDuplicates().containsAll(named);
    }

    @Test
    void everyTranslatedPhraseIsPrintedInEnglish() {
        List<String> english = Stream.of(Document.read(PHRASES).text().split("\n\n", -1))
                .map(pair -> pair.lines().findFirst().orElseThrow().replaceAll("\\{\\d}", "…"))
                .toList();
        assertThat(english)
                .hasSizeGreaterThan(30)
                .filteredOn(phrase -> !SOURCES.say(phrase))
                .isEmpty();
    }

    @Test
    void aQuotedMessageThatNothingPrintsIsReported() {
        Sources sources = new Sources("fail(\"port \" + port + \" of \" + host + \" is taken\")");
        assertThat(sources.say("port … of … is taken")).isTrue();
        assertThat(sources.say("port … of … is free")).isFalse();
        assertThat(sources.say("of … port")).isFalse();
    }

    /** Returns the inline code in the first column. */
    private static List<String> messages(Document page) {
        return page.text()
                .lines()
                .filter(line -> line.startsWith("| <a id="))
                .map(line -> line.substring(1).split(" \\| ", 2)[0])
                .flatMap(symptom -> SPAN.matcher(symptom).results())
                .map((MatchResult span) -> span.group(1))
                .toList();
    }
}
