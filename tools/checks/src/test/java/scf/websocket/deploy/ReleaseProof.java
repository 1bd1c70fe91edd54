package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of the last commit give the same files: {@code tools/release}, with everything that it builds. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class ReleaseProof {
    private static final String[] DOWNLOADS = {
        "./gateway/gateway-V.zip",
        "./gateway/scf-websocket-gateway_V_all.deb",
        "./gateway/bom.json",
        "./register-fn/register-fn.jar",
        "./register-fn/bom.json",
        "./transmission-fn/transmission-fn.jar",
        "./cleanup-fn/cleanup-fn.jar",
        "./api-fn/api-fn.jar",
        "./web-fn/gateway-web-fn.zip",
        "./functions-custom-runtime.zip",
        "./tools/scfws/scfws.jar",
        "./tools/scfws/bom.json",
        "./common/functions/functions-V.jar",
        "./common/functions/functions-V-sources.jar",
        "./common/functions/functions-V-javadoc.jar",
    };

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void twoBuildsGiveTheSameFiles(@TempDir Path folder) throws Exception {
        Path root = Checkout.root();
        assumeTrue(Files.exists(root.resolve(".git")), "a clone is needed");
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of("tools/release", "HEAD", out.toString()));
        String modules = System.getProperty("release.modules");
        if (modules != null) {
            command.addAll(List.of("-am", "-pl", modules));
        }
        for (String name : new String[] {"maven.repo.local", "maven.repo.local.tail"}) {
            String repository = System.getProperty(name);
            if (repository != null) {
                command.add("-D" + name + "=" + repository);
            }
        }
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<String> files = Files.readString(out.resolve("SHA256SUMS"))
                .lines()
                .map(line -> line.replaceFirst("^[0-9a-f]{64}  ", "").replaceAll("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?", "V"))
                .toList();
        assertThat(files)
                .contains("./THIRD-PARTY.md", "./licenses/Apache-2.0.txt")
                .allMatch(file -> file.startsWith("./"));
        if (modules == null) {
            assertThat(files).contains(DOWNLOADS);
        }
    }
}
