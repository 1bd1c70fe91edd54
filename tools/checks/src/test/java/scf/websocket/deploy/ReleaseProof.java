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
        String repository = System.getProperty("maven.repo.local");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(Files.readString(out.resolve("SHA256SUMS"))).contains(".jar");
    }
}
