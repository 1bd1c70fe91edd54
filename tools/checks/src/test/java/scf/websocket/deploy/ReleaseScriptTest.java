package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code tools/release} in a repository whose Maven writes a few files; {@link ReleaseProof} runs the real one. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class ReleaseScriptTest {
    private static final String MATERIALS =
            "mkdir -p a/target/classes/META-INF/sbom; echo {} >a/target/classes/META-INF/sbom/bom.json\n";

    @TempDir
    Path folder;

    private Path project;
    private Path out;

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void aProject() throws Exception {
        project = folder.resolve("project");
        out = folder.resolve("out");
        Files.createDirectories(project.resolve("tools"));
        Files.copy(Checkout.root().resolve("tools/release"), project.resolve("tools/release"));
        Files.writeString(project.resolve("pom.xml"), "<version>1.2.3</version>\n");
        for (String file : new String[] {"LICENSE", "NOTICE", "THIRD-PARTY.md", "CHANGELOG.md"}) {
            Files.writeString(project.resolve(file), file + "\n");
        }
        Files.writeString(Files.createDirectory(project.resolve("licenses")).resolve("MIT.txt"), "MIT\n");
        assertThat(project.resolve("tools/release").toFile().setExecutable(true))
                .isTrue();
        git("init", "--quiet");
        maven("""
                mkdir -p a/target/classes/META-INF/sbom b/target tools/soak/target
                echo "$*" >a/target/a.jar; echo x >b/target/b.deb; echo {} >a/target/classes/META-INF/sbom/bom.json
                echo x >a/target/a-thin.jar; echo $PWD >tools/soak/target/soak.jar; echo x >a/target/notes.txt
                """);
    }

    /** Commits a Maven of these lines, as v1.2.3. */
    private void maven(String lines) throws Exception {
        Files.writeString(project.resolve("mvnw"), "#!/bin/sh\nset -e\n" + lines);
        assertThat(project.resolve("mvnw").toFile().setExecutable(true)).isTrue();
        git("add", "--all");
        git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "a");
        git("tag", "--force", "v1.2.3");
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Ended ended = run(command);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    private Ended release(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("tools/release"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().remove("DISTRIBUTOR");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void givesTheFilesOfTheTagAndTheirSums() throws Exception {
        Files.writeString(project.resolve("mvnw"), "#!/bin/sh\nexit 1\n");
        Ended ended = release("v1.2.3", out.toString(), "-o");

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(out.resolve("a/a.jar")).hasContent("-B -Prelease -DskipTests -DskipITs -Dinvoker.skip -o verify");
        assertThat(Files.readString(out.resolve("SHA256SUMS")).lines().map(line -> line.replaceAll("^\\w+ +", "")))
                .containsExactly(
                        "./CHANGELOG.md",
                        "./LICENSE",
                        "./NOTICE",
                        "./THIRD-PARTY.md",
                        "./a/a.jar",
                        "./a/bom.json",
                        "./b/b.deb",
                        "./licenses/MIT.txt");
        assertThat(out.resolve("licenses/MIT.txt")).hasContent("MIT");
        assertThat(out.resolve("a")).isDirectoryNotContaining("glob:**-thin.jar");
    }

    @Test
    void namesFilesThatDifferAndGivesNone() throws Exception {
        maven(MATERIALS + "mkdir -p a/target b/target; echo \"$PWD\" >a/target/a.jar; echo x >b/target/b.zip\n");
        Ended ended = release("v1.2.3", out.toString());

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output())
                .contains("./a/target/a.jar\n", "these files differ")
                .doesNotContain("b.zip");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFileOfOneBuildOnlyIsADifference() throws Exception {
        maven(MATERIALS
                + "mkdir -p a/target; echo x >a/target/a.jar; case $PWD in */1) echo x >a/target/b.jar;; esac\n");
        Ended ended = release("v1.2.3", out.toString());

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output()).contains("./a/target/b.jar\n");
    }

    @Test
    void archivesOfClassesInAZipMayDifferAndNothingElseInIt() throws Exception {
        String zip = MATERIALS
                + "mkdir -p b/target z; echo same >z/a; echo \"$PWD\" >z/b.jsa; OTHER; touch -d 2020-01-01 z/*\n"
                + "(cd z && \"${JAVA_HOME:+$JAVA_HOME/bin/}jar\" cfM ../b/target/b.zip *)\n";
        maven(zip.replace("OTHER", "true"));
        Ended ended = release("v1.2.3", out.toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(out.resolve("b/b.zip")).isRegularFile();

        maven(zip.replace("OTHER", "echo \"$PWD\" >z/a"));
        Ended second = release("v1.2.3", folder.resolve("second").toString());
        assertThat(second.exitCode()).as(second.output()).isEqualTo(1);
        assertThat(second.output())
                .contains("./b/target/b.zip /a\n", "these files differ")
                .doesNotContain(".jsa");
    }

    @Test
    void showsWhyABuildFails() throws Exception {
        maven("echo '[ERROR] it is broken'; exit 1\n");
        Ended ended = release("v1.2.3", out.toString());

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output()).contains("[ERROR] it is broken", "the build of v1.2.3 failed", out + ".log");
        assertThat(folder.resolve("out.log")).hasContent("[ERROR] it is broken");
        maven("echo 'it has no room'; exit 1\n");
        assertThat(release("v1.2.3", out.toString()).output()).contains("it has no room", "the build of v1.2.3 failed");
        maven("exit 0\n");
        assertThat(release("v1.2.3", out.toString()).output()).contains("made no files");
        maven("mkdir -p a/target; echo x >a/target/a.jar\n");
        assertThat(release("v1.2.3", out.toString()).output()).contains("made no bill of materials");
        assertThat(out).doesNotExist();
    }

    @Test
    void refusesWhatIsNoReleaseOfThisVersion() throws Exception {
        git("tag", "v1.2.4");
        assertThat(release("v1.2.4", out.toString()).output()).contains("has another version");
        assertThat(release("v9", out.toString())).isEqualTo(new Ended(2, "tools/release: there is no tag v9\n"));
        assertThat(release("v1.2.3", folder.toString()).output()).contains("exists");
        assertThat(release("v1.2.3").exitCode()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }
}
