package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The restrictions of the systemd unit, rated by systemd itself where it is available. */
class SystemdUnitTest {
    private static final Path UNIT = Path.of("src/distribution/systemd/gateway.service");

    /** In tenths, the unit of its option. "OK" ends at 3.9; without the system call filter, the rating was 3.4. */
    private static final String MAX_EXPOSURE = "20";

    @Test
    void theUnitRestrictsTheGatewayToWhatItNeeds() throws IOException {
        assertThat(Files.readString(UNIT))
                .contains("\nSystemCallFilter=@system-service\n")
                .contains("\nSystemCallFilter=~@privileged ")
                .contains("\nProtectProc=invisible\n")
                .contains("\nProtectHostname=yes\n")
                .doesNotContain("\nMemoryDenyWriteExecute=yes")
                .doesNotContain("\nProcSubset=pid");
    }

    @Test
    void systemdAcceptsEveryLineAndRatesTheExposureLow() throws IOException, InterruptedException {
        assumeTrue(analyze("--version").startsWith("systemd "), "systemd-analyze is not there");
        String unit = UNIT.toAbsolutePath().toString();
        assertThat(analyze("verify", "--man=no", unit).lines())
                // The program is not installed.
                .filteredOn(line -> !line.contains("is not executable"))
                .isEmpty();
        String judgement = analyze("security", "--no-pager", "--offline=true", "--threshold=" + MAX_EXPOSURE, unit);
        assumeTrue(!judgement.contains("unrecognized option"), "systemd-analyze is too old");
        assertThat(judgement).contains("Overall exposure level").endsWith("exit 0");
    }

    /** @return the output and, if requested, the exit code; empty if the program cannot be run */
    private static String analyze(String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "systemd-analyze";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            return arguments[0].equals("security") ? output + "exit " + status : output;
        } catch (IOException e) {
            return "";
        }
    }
}
