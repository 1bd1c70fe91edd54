package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the deploy files of this project against the current build. */
class DeployFilesIT {
    private static final Checkout CHECKOUT = new Checkout(Checkout.root(), Checkout.root(), Checkout.notBuiltHere());

    @Test
    void haveNoProblem() {
        assertThat(DeployCheck.problems(CHECKOUT)).isEmpty();
    }

    @Test
    void coverTheFunctionsTheSweepTheApiTheWebFunctionAndTheLegacyGateway() {
        List<String> folders = DeployFiles.read(CHECKOUT, new Problems()).components().stream()
                .map(Component::folder)
                .toList();
        assertThat(folders)
                .containsExactly(
                        "api-fn",
                        "cleanup-fn",
                        "register-fn",
                        "sweep-fn",
                        "transmission-fn",
                        "web-fn",
                        "docs/legacy-apigateway");
    }
}
