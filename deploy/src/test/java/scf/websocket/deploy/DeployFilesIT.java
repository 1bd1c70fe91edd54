package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The deploy files of this project, against what has just been built. */
class DeployFilesIT {
    /** Built by the gateway's module in a later step; whoever adds that step removes this exception. */
    private static final Set<String> MAY_BE_UNBUILT = Set.of("gateway/target/web-fn");

    private static final Checkout CHECKOUT = new Checkout(Checkout.root(), Checkout.root(), MAY_BE_UNBUILT);

    @Test
    void haveNoProblem() {
        assertThat(DeployCheck.problems(CHECKOUT)).isEmpty();
    }

    @Test
    void areThoseOfTheFunctionsTheSweepTheGatewayAndTheLegacyGateway() {
        List<String> folders = DeployFiles.read(CHECKOUT, new Problems()).components().stream()
                .map(Component::folder)
                .toList();
        assertThat(folders)
                .containsExactly(
                        "cleanup-fn",
                        "gateway",
                        "register-fn",
                        "sweep-fn",
                        "transmission-fn",
                        "docs/legacy-apigateway");
    }
}
