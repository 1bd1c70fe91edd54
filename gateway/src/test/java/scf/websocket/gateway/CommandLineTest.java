package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {
    private static final List<String> TARGETS = List.of(
            "--register",
            "http://127.0.0.1/r",
            "--transmission",
            "http://127.0.0.1/t",
            "--cleanup",
            "http://127.0.0.1/c");

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int check(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--check");
        CommandLine commandLine = GatewayMain.commandLine();
        commandLine.setErr(new PrintWriter(err));
        commandLine.setOut(new PrintWriter(out));
        return commandLine.execute(all.toArray(new String[0]));
    }

    private int check(String... more) {
        List<String> all = new ArrayList<>(TARGETS);
        all.addAll(List.of(more));
        return check(all);
    }

    @Test
    void threeTargetsAreEnough() {
        assertThat(check()).isZero();
        assertThat(out.toString()).contains("All settings and targets are good.");
    }

    @Test
    void aTargetThatIsMissingIsNamedWithWhatItMayBe() {
        assertThat(check(TARGETS.subList(0, 4))).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--cleanup is missing; it must be jar:PATH!package.Class::method, http(s)://HOST[:PORT]/PATH, or"
                                + " scf:REGION/NAMESPACE/FUNCTION[:QUALIFIER]");
    }

    @Test
    void withAFileOfRoutesNoTargetIsNeeded() {
        assertThat(check(List.of("--routes", "none.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("none.json cannot be read");
    }

    @Test
    void targetsOnScfAreGoodWithoutCallingThem() {
        assertThat(check("--cleanup", "scf:ap-guangzhou/default/cleanup")).isEqualTo(2);
        assertThat(check(List.of(
                        "--register", "scf:ap-guangzhou/default/register",
                        "--transmission", "scf:ap-guangzhou/default/transmission:1",
                        "--cleanup", "scf:ap-guangzhou/default/cleanup:$LATEST",
                        "--scf-endpoint", "https://scf.internal.tencentcloudapi.com")))
                .isZero();
    }

    @Test
    void signaturesAndStrictContradictEachOther() {
        assertThat(check("--signing-keys", "0123456789abcdef0123456789abcdef")).isZero();
        assertThat(check("--signing-keys", "0123456789abcdef0123456789abcdef", "--strict"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--signing-keys (GATEWAY_SIGNING_KEYS) and --strict contradict each other");
    }

    @Test
    void aWeakSigningKeyIsRefusedAndNotShown() {
        assertThat(check("--signing-keys", "secret")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--signing-keys (GATEWAY_SIGNING_KEYS): each key must be 32 or more visible ASCII characters")
                .doesNotContain("secret");
    }

    @Test
    void boundsAndChoicesAreNamed() {
        assertThat(check("--max-invocations", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--max-invocations must be between 1 and 100000, but is 0");
        assertThat(check("--transmission-timeout", "901")).isEqualTo(2);
        assertThat(err.toString()).contains("--transmission-timeout must be between 1 and 900, but is 901");
        assertThat(check("--scf-endpoint", "scf.example.com")).isEqualTo(2);
        assertThat(err.toString()).contains("--scf-endpoint must be like https://scf.example.com");
        assertThat(check("--on-message-failure", "keep")).isZero();
        assertThat(check("--on-message-failure", "drop")).isEqualTo(2);
    }
}
