package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import scf.websocket.gateway.failure.Advice;
import scf.websocket.gateway.options.Translations;

/** A failed start refers to its documentation. */
class StartFaultTest {
    private static final String TARGETS = "--register=none";

    @TempDir
    Path folder;

    @Test
    void aMissingTargetIsExplained() {
        assertThat(said(TARGETS, "--cleanup=none"))
                .startsWith("--transmission is missing")
                .contains("(docs/troubleshooting.md#missing-target)");
    }

    @Test
    void aPortInUseIsExplained() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(said(working("--push-port=" + taken.getLocalPort())))
                    .contains("choose another with --push-port (docs/troubleshooting.md#port-taken)");
        }
    }

    @Test
    void aListenerThatIsOpenToAllIsExplained() {
        assertThat(said(working("--push-host=0.0.0.0"))).contains("(docs/troubleshooting.md#push-host)");
    }

    @Test
    void aMissingCertificateIsExplained() {
        assertThat(said(working("--tls-cert=" + folder.resolve("no"), "--tls-key=" + folder.resolve("no"))))
                .contains("does not exist (docs/troubleshooting.md#certificate)");
    }

    @Test
    void aMissingRouteFileIsExplained() {
        assertThat(said("--routes=" + folder.resolve("no.json")))
                .contains("no.json cannot be read")
                .contains("(docs/troubleshooting.md#routes)");
    }

    @Test
    void aFunctionThatCannotBeLoadedIsExplained() {
        String jar = "jar:" + folder.resolve("no.jar") + "!com.example.Missing::handle";
        assertThat(said(TARGETS, "--transmission=" + jar, "--cleanup=none"))
                .contains("there is no file")
                .contains("(docs/troubleshooting.md#function-jar)");
    }

    @Test
    void aWrongNumberNeedsNoExplanation() {
        assertThat(said(working("--idle=-1")))
                .contains("--idle must be between")
                .doesNotContain("docs/");
    }

    @Test
    void aChineseTerminalGetsAChineseMessage() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(said(Translations.chinese(), working("--push-port=" + taken.getLocalPort())))
                    .startsWith("端口被占用，或者不属于本机：port " + taken.getLocalPort())
                    .contains("--push-port（docs/zh-CN/troubleshooting.md#port-taken）")
                    .contains("网关没有启动。");
        }
        assertThat(said(Translations.chinese(), working("--idle=-1")))
                .startsWith("设置有误：--idle must be between")
                .endsWith("--help 列出所有选项。\n");
    }

    @ParameterizedTest
    @EnumSource
    void everyAdviceHasAChineseLink(Advice advice) {
        assertThat(new TerminalMessages(Translations.chinese()).fault("it " + advice))
                .endsWith("：it（docs/zh-CN/troubleshooting.md#" + advice.anchor() + "）");
    }

    @Test
    void aChineseTerminalGetsChineseHelp() {
        String help = GatewayMain.commandLine(Translations.chinese()).getUsageMessage();
        assertThat(help).contains("用法：").contains("每个选项都可以用环境变量设置").contains("推送地址的最后一段");
        assertThat(GatewayMain.commandLine(null).getUsageMessage()).contains("Last segment of the push URL");
    }

    private static String[] working(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = TARGETS;
        all[1] = "--transmission=http://127.0.0.1:1/";
        all[2] = "--cleanup=none";
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    private static String said(String... arguments) {
        return said(null, arguments);
    }

    private static String said(ResourceBundle language, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine command = GatewayMain.commandLine(language).setErr(new PrintWriter(err));
        assertThat(GatewayMain.execute(command, arguments)).isIn(1, 2);
        return err.toString();
    }
}
