package scf.websocket.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.channels.config.ChannelOption;
import scf.websocket.channels.config.ChannelsConfig;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.config.Settings;

/** What docs/channels.md and docs/client-protocol.md show compiles, is accepted, and is complete. */
class ChannelsDocumentTest {
    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final String PAGE = read("channels.md");
    private static final String PROTOCOL_PAGE = read("client-protocol.md");

    /** Of the official client, and of the channels, whose classes have the same names. */
    private static final String CLIENT_IMPORTS = """
            import io.github.centrifugal.centrifuge.*;
            import java.nio.charset.StandardCharsets;
            """;

    private static final String SERVER_IMPORTS = """
            import java.time.*;
            import java.util.*;
            import scf.websocket.channels.*;
            import scf.websocket.channels.protocol.*;
            import scf.websocket.config.Settings;
            """;

    @TempDir
    private Path folder;

    private static String read(String page) {
        try {
            return Files.readString(DOCS.resolve(page));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(PAGE)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void theConfigurationsAreAccepted() {
        assertThat(blocks("json"))
                .hasSize(2)
                .allSatisfy(config -> assertThatCode(
                                () -> ChannelsConfig.of(Settings.of(Map.of("CHANNELS_CONFIG", config.strip()))))
                        .doesNotThrowAnyException());
    }

    @Test
    void theTableListsEveryOption() {
        String table = PAGE.substring(PAGE.indexOf("\n## Options"), PAGE.indexOf("\n## Limits"));
        List<String> listed = Pattern.compile("`([a-z_]+)`(?=[^|\n]*\\|[^|\n]*\\|\n)")
                .matcher(table)
                .results()
                .map(option -> option.group(1))
                .toList();
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ChannelOption.values())
                        .map(ChannelOption::optionName)
                        .toList());
    }

    @Test
    void theJavaCompiles() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files = new ArrayList<>();
        for (String block : blocks("java")) {
            files.add(Files.writeString(
                    Files.createDirectories(folder.resolve("" + files.size()))
                            .resolve(block.startsWith("public final class") ? "ShopPolicy.java" : "Snippet.java"),
                    program(block)));
        }
        assertThat(files).hasSize(3);
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            for (Path file : files) {
                compiler.getTask(
                                errors,
                                manager,
                                null,
                                List.of(
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "-d",
                                        folder.toString()),
                                null,
                                manager.getJavaFileObjects(file))
                        .call();
            }
        }
        assertThat(errors.toString()).isEmpty();
    }

    private static String program(String block) {
        String imports = block.contains("newSubscription") ? CLIENT_IMPORTS : SERVER_IMPORTS;
        return block.startsWith("public final class") ? imports + block : """
                %sclass Snippet {
                    void run(String token, javax.sql.DataSource database) throws Exception {
                %s    }
                }
                """.formatted(imports, block);
    }

    @Test
    void theCodesAreThoseOfTheCode() {
        List<String> codes = Pattern.compile("(?m)^\\| (\\d{3,4} [a-z ]+?) \\|")
                .matcher(PROTOCOL_PAGE)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(codes).hasSizeGreaterThan(15);
        assertThat(texts()).containsAll(codes);
    }

    /** Returns the codes of the protocol with their texts, as constants of our classes say. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Class<?> type : List.of(ProtocolError.class, Disconnect.class)) {
            for (Field field : type.getFields()) {
                try {
                    if (field.getType() == type) {
                        texts.add(field.get(null).toString());
                    }
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return texts;
    }
}
