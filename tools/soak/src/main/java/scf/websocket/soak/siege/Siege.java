package scf.websocket.soak.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs the attacks one after the other on a gateway in one set-up. */
final class Siege {
    /** How long the recovery may take: close time-outs, time limits of functions. */
    private static final int RECOVERY_SECONDS = 45;

    private final SiegeOptions options;
    private final Path folder;

    Siege(SiegeOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    Outcome run(Setup setup) throws IOException, InterruptedException {
        List<Attack> attacks = options.attacks(setup);
        List<Round> rounds = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Path own = Files.createTempDirectory(folder, setup.label());
        try (SiegeFunctions functions = new SiegeFunctions();
                GatewayUnderSiege gateway = new GatewayUnderSiege(options.gateway(), own, functions, setup)) {
            try (HonestClients honest = new HonestClients(gateway.ports(), options.clients())) {
                honest.awaitIn();
                // Loads classes and compiles code before the first attack.
                rest(options.warmUpSeconds());
                for (Attack attack : attacks) {
                    if (gateway.isAlive()) {
                        Round round = round(attack, gateway, functions, honest);
                        round.print();
                        rounds.add(round);
                    }
                }
            }
            others.addAll(gateway.end());
        }
        if (rounds.size() < attacks.size()) {
            others.add(attacks.size() - rounds.size() + " attacks were not begun: the gateway has ended");
        }
        return new Outcome(setup, rounds, others);
    }

    private Round round(Attack attack, GatewayUnderSiege gateway, SiegeFunctions functions, HonestClients honest)
            throws InterruptedException {
        MeasuredPeriod quiet = honest.next();
        rest(options.quietSeconds());
        Footprint before = gateway.footprint();
        functions.registerTakes(attack.registerMillis());
        AttackTally tally = new AttackTally();
        MeasuredPeriod during = honest.next();
        MeasuredPeriod after;
        @Nullable Footprint held = null;
        double rss;
        long over;
        try (AttackContext context = new AttackContext(gateway.ports(), tally, options.seed(), options.seconds())) {
            attack.run(context);
            context.awaitOver();
            rss = gateway.rss();
            over = System.nanoTime();
            after = honest.next();
            if (attack.holdsOn()) {
                // Checked while the attackers still hold their sockets.
                held = recover(gateway, before);
            } else {
                context.held().forEach(AttackSocket::isCut);
            }
        }
        Footprint then = held == null ? recover(gateway, before) : held;
        long recovery = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - over);
        honest.next();
        PeriodComparison periods = new PeriodComparison(quiet, during, after);
        return new Round(attack, periods, tally, before, then, rss, recovery, gateway.isAlive());
    }

    /** Waits for the recovery, for the time that it may take. */
    private Footprint recover(GatewayUnderSiege gateway, Footprint before) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS);
        rest(options.quietSeconds());
        Footprint now = gateway.footprint();
        while (gateway.isAlive() && System.nanoTime() < deadline && now.objection(before) != null) {
            rest(1);
            now = gateway.footprint();
        }
        return now;
    }

    private static void rest(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }
}
