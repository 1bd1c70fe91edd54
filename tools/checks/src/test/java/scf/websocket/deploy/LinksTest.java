package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every link within the project has a target. */
class LinksTest {
    @TempDir
    Path folder;

    @Test
    void everyLinkOfEveryPageHasATarget() throws IOException {
        List<Path> pages = ProjectFiles.all().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
        assertThat(pages).hasSizeGreaterThan(15);
        assertThat(pages).flatMap(page -> DeadLinks.of(Checkout.root(), page)).isEmpty();
    }

    @Test
    void filesFoldersImagesAndHeadingsAreFound() throws IOException {
        write("docs/other.md", "# Other\n\n## `scf deploy`, and why (twice)\n\n## 启动、停止与升级\n");
        write("docs/images/chat.png", "");
        write("page.md", """
                ## Here
                [file](docs/other.md) [folder](docs/) ![image](docs/images/chat.png) [web](https://example.com/no)
                [heading](docs/other.md#scf-deploy-and-why-twice) [中文](docs/other.md#启动停止与升级) [here](#here)
                `[code](no.md)`
                ```
                [code](no.md)
                ```
                """);
        assertThat(DeadLinks.of(folder, folder.resolve("page.md"))).isEmpty();
    }

    @Test
    void aDeadLinkIsReportedWithItsPage() throws IOException {
        write("docs/other.md", "# Other\n\n```sh\n# a comment\n```\n");
        write("docs/page.md", "[a](gone.md) [b](../docs/other.md#a-comment) [c](#there) [d](other.md)");
        assertThat(DeadLinks.of(folder, folder.resolve("docs/page.md")))
                .containsExactly(
                        "docs/page.md links gone.md, which does not exist",
                        "docs/page.md links ../docs/other.md#a-comment, but docs/other.md has no such heading",
                        "docs/page.md links #there, but docs/page.md has no such heading");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
