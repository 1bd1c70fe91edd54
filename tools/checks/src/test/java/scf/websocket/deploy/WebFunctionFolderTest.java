package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.deploy.EnvironmentExample.Variable;

/** Checks the directory of the Web function: {@code scf_bootstrap} is at its root, and Linux can execute it. */
class WebFunctionFolderTest {
    @TempDir
    Path root;

    private Path webFunction;

    @BeforeEach
    void writeTheDeployFile() throws IOException {
        Files.createDirectories(root.resolve("web-fn"));
        Files.writeString(root.resolve("web-fn/serverless.yml"), """
                component: scf
                name: web-fn
                inputs:
                  type: web
                  src: ./target/web-fn
                  handler: scf_bootstrap
                """);
        webFunction = root.resolve("web-fn/target/web-fn");
    }

    @Test
    void aMissingBuildIsAProblem() {
        assertThat(srcProblems(Set.of()))
                .containsExactly("web-fn/serverless.yml:5 inputs.src: web-fn/target/web-fn is not there:"
                        + " ./mvnw package builds it");
    }

    @Test
    void aMissingBuildThatIsOptionalIsNoProblem() {
        assertThat(srcProblems(Set.of("web-fn/target/web-fn"))).isEmpty();
    }

    @Test
    void anExecutableBootstrapIsAccepted() throws IOException {
        bootstrap("#!/bin/bash\nexec java\n", true);
        assertThat(srcProblems(Set.of())).isEmpty();
    }

    @Test
    void aBootstrapThatIsNotExecutableIsAProblem() throws IOException {
        bootstrap("#!/bin/bash\nexec java\n", false);
        assertThat(srcProblems(Set.of()))
                .containsExactly(
                        "web-fn/serverless.yml:5 inputs.src: web-fn/target/web-fn has no executable scf_bootstrap");
    }

    @Test
    void aBootstrapWithWindowsLineEndsIsAProblem() throws IOException {
        bootstrap("#!/bin/bash\r\nexec java\r\n", true);
        assertThat(srcProblems(Set.of())).singleElement().asString().contains("without carriage returns");
    }

    private void bootstrap(String script, boolean executable) throws IOException {
        Files.createDirectories(webFunction);
        Path file = Files.writeString(webFunction.resolve("scf_bootstrap"), script);
        assertThat(file.toFile().setExecutable(executable)).isTrue();
    }

    private List<String> srcProblems(Set<String> mayBeUnbuilt) {
        Problems problems = new Problems();
        DeployFiles files = DeployFiles.read(new Checkout(root, root, mayBeUnbuilt), problems);
        assertThat(files.example().variables()).extracting(Variable::name).isEmpty();
        Problems found = new Problems();
        files.components().forEach(component -> new CodeRule().check(component, files, found));
        return found.all().stream().map(Problem::toString).toList();
    }
}
