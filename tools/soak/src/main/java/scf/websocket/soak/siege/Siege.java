package scf.websocket.soak.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One gateway in one set-up, and one attack on it after the other. */
final class Siege {
    /** How long the gateway may take to be as before: close timeouts, time limits of functions. */
    private static final int RECOVERY_SECONDS = 45;

    private final SiegeOptions options;
    private final Path folder;

    Siege(SiegeOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /** @return what came of each attack; without those that did not fit, and without the rest if the gateway has ended */
    List<Round> run(Setup setup) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        Path own = Files.createTempDirectory(folder, setup.label());
        try (SiegeFunctions functions = new SiegeFunctions();
                GatewayUnderSiege gateway = new GatewayUnderSiege(options.gateway(), own, functions, setup.options());
                HonestClients honest = new HonestClients(gateway.port(), options.clients())) {
            // What a JVM needs once is there when the first attack begins.
            rest(options.warmUpSeconds());
            for (Attack attack : options.attacks()) {
                if (attack.fits(setup) && gateway.isAlive()) {
                    Round round = round(attack, gateway, functions, honest);
                    round.print();
                    rounds.add(round);
                }
            }
        }
        return rounds;
    }

    private Round round(Attack attack, GatewayUnderSiege gateway, SiegeFunctions functions, HonestClients honest)
            throws InterruptedException {
        HonestClients.Stretch before = honest.next();
        rest(options.quietSeconds());
        double heapBefore = gateway.heapAfterCollection();
        long filesBefore = gateway.files();
        functions.registerTakes(attack.registerMillis());
        Loot loot = new Loot();
        HonestClients.Stretch during = honest.next();
        double rss;
        HonestClients.Stretch after;
        try (Ground ground = new Ground(gateway.port(), gateway.pushPort(), loot, options.seed(), options.seconds())) {
            attack.run(ground);
            rss = gateway.rss();
            after = honest.next();
            if (attack.holdsOn()) {
                recover(gateway, heapBefore, filesBefore);
                // Said of a gateway that its attackers have not let go of.
                return round(attack, gateway, before, during, after, loot, heapBefore, filesBefore, rss);
            }
            ground.held().forEach(Intruder::isCut);
        }
        recover(gateway, heapBefore, filesBefore);
        return round(attack, gateway, before, during, after, loot, heapBefore, filesBefore, rss);
    }

    private Round round(
            Attack attack,
            GatewayUnderSiege gateway,
            HonestClients.Stretch before,
            HonestClients.Stretch during,
            HonestClients.Stretch after,
            Loot loot,
            double heapBefore,
            long filesBefore,
            double rss) {
        return new Round(
                attack,
                before,
                during,
                after,
                loot,
                heapBefore,
                gateway.heapAfterCollection(),
                rss,
                filesBefore,
                gateway.files(),
                gateway.isAlive());
    }

    /** Until it is as before, or for as long as that may take. */
    private void recover(GatewayUnderSiege gateway, double heapBefore, long filesBefore) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS);
        rest(options.quietSeconds());
        while (gateway.isAlive()
                && System.nanoTime() < deadline
                && (gateway.files() > filesBefore + 12 || gateway.heapAfterCollection() > heapBefore + 12)) {
            rest(1);
        }
    }

    private static void rest(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }
}
