package scf.websocket.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Translation of the texts for the terminal. */
class PhrasesTest {
    private final Phrases chinese = Phrases.chinese();

    @Test
    void variablePartsAreInsertedIntoTheTranslation() {
        String port = LocalException.explained(
                        "run-port-taken",
                        "Port 8080 is taken: perhaps by another ./run. Choose a free one with --port 9080.",
                        null)
                .getMessage();
        assertThat(chinese.of(port))
                .isEqualTo("端口 8080 不能用：已被占用，也许是另一个 ./run；小于 1024 的端口还需要权限。用 --port 9080 换一个空闲的端口。"
                        + "（docs/zh-CN/troubleshooting.md#run-port-taken）");
        assertThat(Phrases.english().of(port)).isEqualTo(port);
    }

    @Test
    void aVariablePartMayBeAPhraseItself() {
        assertThat(chinese.of("The database 10.0.0.3:3306/SCF_Demo, user root cannot be used: nothing answers there."
                        + " Check --db-host and --db-port, and that the server runs."))
                .isEqualTo(
                        "数据库 10.0.0.3:3306/SCF_Demo, user root 不能用：" + "那里没有响应。请检查 --db-host 和 --db-port，以及服务器是否在运行。");
    }

    @Test
    void theOutputOfOtherProgramsIsNotTranslated() {
        assertThat(chinese.of("The gateway ended with 2 while starting:\nfirst $1\n--port {1}"))
                .isEqualTo("网关在启动过程中以退出码 2 结束：\nfirst $1\n--port {1}");
        assertThat(chinese.of("something that nobody foresaw")).isEqualTo("something that nobody foresaw");
    }

    @Test
    void stepsAndHelpArePrintedInChinese() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Terminal(new PrintStream(out, true, UTF_8), chinese).step("starting the database");
        assertThat(out.toString(UTF_8)).isEqualTo("  正在启动数据库 …\n");
        assertThat(LocalMain.help(chinese)).startsWith("用法：./run");
        assertThat(LocalMain.help(Phrases.english())).startsWith("Usage: ./run");
    }

    @Test
    void helpNamesTheSameOptionsInBothLanguages() {
        assertThat(options(LocalMain.help(chinese))).isEqualTo(options(LocalMain.help(Phrases.english())));
    }

    private static String options(String help) {
        return help.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-"))
                .map(line -> line.split(" {2,}", 2)[0])
                .toList()
                .toString();
    }
}
