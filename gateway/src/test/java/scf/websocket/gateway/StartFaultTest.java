package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A start that fails says where to read on. */
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
    void aPortThatIsTakenIsExplained() throws Exception {
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
    void aCertificateThatIsNotThereIsExplained() {
        assertThat(said(working("--tls-cert=" + folder.resolve("no"), "--tls-key=" + folder.resolve("no"))))
                .contains("does not exist (docs/troubleshooting.md#certificate)");
    }

    @Test
    void aFileOfRoutesThatIsNotThereIsExplained() {
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

    private static String[] working(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = TARGETS;
        all[1] = "--transmission=http://127.0.0.1:1/";
        all[2] = "--cleanup=none";
        System.arraycopy(more, 0, all, 3, more.length);
        return all;
    }

    private static String said(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine command = GatewayMain.commandLine().setErr(new PrintWriter(err));
        assertThat(GatewayMain.execute(command, arguments)).isIn(1, 2);
        return err.toString();
    }
}
