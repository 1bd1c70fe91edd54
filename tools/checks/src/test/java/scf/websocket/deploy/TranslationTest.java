package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A page and its Chinese translation change together. */
class TranslationTest {
    private static final String FOLDER = "docs/zh-CN";
    private static final Document PAGE = new Document("docs/page.md", """
            # Page

            [中文](zh-CN/page.md)

            ## Start

            After 30 s see `--ping` and [the settings](settings.md).

            ```sh
            bin/gateway --check    # says what is wrong
            systemctl stop scf-websocket
            ```

            ### Limits

            | limit | default |
            |---|---|
            | `max-frame` | 512 |
            | `send-queue` | `1 MB` |
            """);
    private static final Document TWIN = new Document("docs/zh-CN/page.md", """
            # 页面

            [English](../page.md)

            ## 启动

            30 秒后，见 `--ping` 和[设置](../settings.md)。

            ```sh
            bin/gateway --check    # 指出哪里错了
            systemctl stop scf-websocket
            ```

            ### 限制

            | 限制 | 默认值 |
            |---|---|
            | `max-frame` | 512 |
            | `send-queue` | `1 MB` |
            """);

    static Stream<String> translations() throws IOException {
        try (Stream<Path> pages = Files.list(Checkout.root().resolve(FOLDER))) {
            Stream<String> names =
                    pages.map(page -> FOLDER + "/" + page.getFileName()).filter(name -> name.endsWith(".md"));
            return Stream.concat(Stream.of("README.zh-CN.md"), names.sorted()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("translations")
    void matchesTheEnglishPage(String name) {
        assertThat(Translation.differences(Document.read(english(name)), Document.read(name)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("translations")
    void linksTheEnglishPageAndIsLinkedFromItUnderTheTitle(String name) {
        assertThat(linksBeforeTheText(english(name))).contains(name);
        assertThat(linksBeforeTheText(name)).contains(english(name));
    }

    @Test
    void aFaithfulTranslationHasNoDifferences() {
        assertThat(Translation.differences(PAGE, TWIN)).isEmpty();
    }

    static Stream<Arguments> parts() {
        String start = "'## 启动' ('## Start' in docs/page.md): ";
        String limits = "'### 限制' ('### Limits' in docs/page.md): ";
        return Stream.of(
                arguments(
                        "### 限制\n",
                        "docs/zh-CN/page.md has the headings [# 页面, ## 启动], but docs/page.md has the headings [#"),
                arguments(
                        "systemctl stop scf-websocket\n",
                        start + "code block 1 lacks the line systemctl stop scf-websocket"),
                arguments("`--ping`", start + "the text lacks the code --ping"),
                arguments("[设置](../settings.md)", start + "the section lacks the link docs/settings.md"),
                arguments("30", start + "the section lacks the figure 30"),
                arguments("| `send-queue` | `1 MB` |\n", limits + "3 table rows instead of 4"),
                arguments("| `send-queue` | `1 MB` |\n", limits + "the table lacks the code send-queue"),
                arguments("`send-queue`", limits + "table row 4 lacks the code send-queue"),
                arguments("512", limits + "the section lacks the figure 512"));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aMissingPartIsReported(String part, String message) {
        assertThat(differencesWith(part, "")).anyMatch(difference -> difference.contains(message));
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                arguments("30 秒", "30 秒和 60 秒", "the section has the extra figure 60"),
                arguments("`--ping`", "`--ping`、`--pong`", "the text has the extra code --pong"),
                arguments("512", "512，或者 `max-message`", "table row 3 has the extra code max-message"));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void anAdditionInTheTranslationIsReported(String part, String more, String message) {
        assertThat(differencesWith(part, more)).singleElement(STRING).endsWith(message);
    }

    private static List<String> differencesWith(String part, String replacement) {
        assertThat(TWIN.text()).contains(part);
        return Translation.differences(
                PAGE, new Document(TWIN.name(), TWIN.text().replace(part, replacement)));
    }

    private static String english(String name) {
        return name.replace(FOLDER, "docs").replace(".zh-CN.md", ".md");
    }

    /** Returns the links in the title's section. */
    private static Set<String> linksBeforeTheText(String name) {
        return Document.read(name).sections().stream()
                .filter(section -> section.level() == 1)
                .flatMap(section -> section.links().stream())
                .collect(Collectors.toSet());
    }
}
