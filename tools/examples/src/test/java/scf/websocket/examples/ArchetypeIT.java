package scf.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A project generated from the archetype in an empty directory and built unchanged. */
class ArchetypeIT {
    private static final Path PROJECT = Path.of("target", "generated", "archetype", "my-chat");
    private static final Path JAR = PROJECT.resolve("target/functions.jar");

    @Test
    void containsAnApplicationItsTestDeployFilesAndAReadme() throws IOException {
        assertThat(files())
                .containsExactlyInAnyOrder(
                        ".env.example",
                        ".gitignore",
                        "README.md",
                        "cleanup-fn/serverless.yml",
                        "pom.xml",
                        "register-fn/serverless.yml",
                        "serverless.yml",
                        "src/main/java/com/example/chat/Chat.java",
                        "src/main/resources/META-INF/services/scf.websocket.app.WebSocketApp",
                        "src/test/java/com/example/chat/ChatTest.java",
                        "sweep-fn/serverless.yml",
                        "transmission-fn/serverless.yml");
    }

    @Test
    void hasTheRequestedName() throws IOException {
        assertThat(PROJECT.resolve("pom.xml"))
                .content()
                .contains("<groupId>com.example.chat</groupId>\n  <artifactId>my-chat</artifactId>");
        assertThat(PROJECT.resolve("serverless.yml")).content().contains("\napp: my-chat\n");
        assertThat(PROJECT.resolve("README.md")).content().startsWith("# my-chat\n");
        // These variables belong to the Serverless Framework.
        assertThat(PROJECT.resolve("register-fn/serverless.yml")).content().contains("DB_HOST: ${env:DB_HOST}");
        for (String file : files()) {
            assertThat(PROJECT.resolve(file)).content().doesNotContain("${artifactId}", "${package}", "@project");
        }
    }

    @Test
    void passesItsTest() {
        assertThat(PROJECT.resolve("target/surefire-reports/com.example.chat.ChatTest.txt"))
                .content()
                .contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
    }

    @Test
    void buildsAJarThatNamesItsApplicationAndTheDeployDirectory() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String named = new String(
                    jar.getInputStream(jar.getEntry("META-INF/services/scf.websocket.app.WebSocketApp"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(named.strip()).isEqualTo("com.example.chat.Chat");
            assertThat(jar.getEntry("com/example/chat/Chat.class")).isNotNull();
        }
        for (String folder : List.of("register-fn", "transmission-fn", "cleanup-fn", "sweep-fn")) {
            String yaml = Files.readString(PROJECT.resolve(folder).resolve("serverless.yml"));
            Path src = PROJECT.resolve(folder).resolve(value(yaml, "src"));
            String handler = value(yaml, "handler").replaceFirst("::.*", "").replace('.', '/');
            assertThat(src.resolve(handler + ".class")).exists();
        }
    }

    @Test
    @Tag("proof")
    void runsWithTheCommandOfItsReadme() throws Exception {
        try (LocalStack stack = LocalStack.start("my-chat", "--app", JAR.toString())) {
            stack.awaitPrinted("Ctrl-C stops everything");
            try (Client ann = new Client(stack.webSocket());
                    Client bob = new Client(stack.webSocket())) {
                ann.send("hello");
                assertThat(bob.next()).isEqualTo("hello");
                ann.send("/online");
                assertThat(ann.next()).isEqualTo("2 online");
            }
        }
    }

    private static String value(String yaml, String key) {
        return yaml.replaceFirst("(?s).*\n  " + key + ": ([^\n]+)\n.*", "$1");
    }

    /** Omits build output. */
    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> PROJECT.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("target/"))
                    .toList();
        }
    }
}
