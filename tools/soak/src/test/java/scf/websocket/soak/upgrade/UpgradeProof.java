package scf.websocket.soak.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.Figures;

/**
 * A cluster of version 0.1 becomes one of this version, node by node, while clients talk: the order of "Upgrading" in {@code
 * docs/operate.md}. What both versions write to Redis and send to each other is also recorded in the tests of the gateway.
 */
@Timeout(1800)
class UpgradeProof {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static Version old;
    private static Version now;

    @BeforeAll
    static void build() throws Exception {
        assumeTrue(Files.exists(ROOT.resolve(".git")), "a clone is needed");
        now = Version.built(ROOT);
        old = Version01.built(ROOT);
    }

    @Test
    void gatewaysThenFunctionsAreReplacedAndGoBack(@TempDir Path folder) throws Exception {
        Figures figures = new Figures();
        try (MixedCluster cluster = new MixedCluster(old, folder, figures)) {
            cluster.check();
            cluster.replace(0, now);
            cluster.check();
            cluster.replace(1, now);
            cluster.check();
            cluster.deploy(now, Map.of());
            cluster.check();

            cluster.deploy(old, Map.of());
            cluster.check();
            cluster.replace(1, old);
            cluster.check();
            cluster.replace(0, old);
            cluster.check();
            cluster.end();
        } finally {
            figures.print();
        }
        assertThat(figures.violations()).isEmpty();
    }

    @Test
    void functionsThatPostTheirPushesAreReplacedFirst(@TempDir Path folder) throws Exception {
        Figures figures = new Figures();
        try (MixedCluster cluster = new MixedCluster(old, folder, figures)) {
            cluster.deploy(now, Map.of("PUSH_VIA", "post"));
            cluster.check();
            cluster.replace(0, now);
            cluster.check();
            cluster.replace(1, now);
            cluster.check();
            cluster.deploy(now, Map.of());
            cluster.check();
            cluster.end();
        } finally {
            figures.print();
        }
        assertThat(figures.violations()).isEmpty();
    }

    @Test
    void eachVersionCleansUpForAKilledNodeOfTheOther(@TempDir Path folder) throws Exception {
        Figures figures = new Figures();
        try (MixedCluster cluster = new MixedCluster(old, folder, figures)) {
            cluster.replace(1, now);
            cluster.check();
            cluster.crash(0);
            cluster.check();
            cluster.crash(1);
            cluster.check();
            cluster.end();
        } finally {
            figures.print();
        }
        assertThat(figures.violations()).isEmpty();
    }
}
