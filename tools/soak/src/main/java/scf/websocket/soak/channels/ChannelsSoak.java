package scf.websocket.soak.channels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import scf.websocket.soak.Figures;

/** One soak, from the first subscription to the checks of all logs. */
final class ChannelsSoak {
    private static final int TURN_MILLIS = 400;
    private static final int CALM_MILLIS = 4000;

    /** A subscription of a vanished connection ends after a missed heartbeat; a lost publication arrives within 40 s. */
    private static final int SETTLE_SECONDS = 60;

    private final ChannelsOptions options;
    private final Path root;
    private final Path folder;
    private final Figures figures = new Figures();
    private final Acknowledged acknowledged = new Acknowledged();
    private final List<String> channels = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    /** @param root of the checkout, whose jars are built */
    ChannelsSoak(ChannelsOptions options, Path root, Path folder) {
        this.options = options;
        this.root = root;
        this.folder = folder;
        for (int i = 0; i < options.channels(); i++) {
            channels.add((i % 3 == 2 ? Site.SHALLOW : Site.DEEP) + ":" + i);
        }
    }

    /** @return what happened */
    Figures run() throws IOException, InterruptedException {
        System.err.println("seed " + options.seed());
        Random random = new Random(options.seed());
        try (Site site = new Site(root, folder, random.nextLong(), figures);
                CuttingProxy proxy = new CuttingProxy(site.gateways(), new Random(random.nextLong()), figures)) {
            for (int i = 0; i < options.clients(); i++) {
                members.add(new Member(i, address(proxy.port()), channels, acknowledged, figures));
            }
            try {
                settle("every client is connected and subscribed at the beginning");
                Turmoil turmoil = new Turmoil(members, proxy, options.vanishing(), TURN_MILLIS, random, figures);
                try {
                    outages(site);
                } finally {
                    turmoil.end();
                }
                members.forEach(Member::stay);
                check(site);
            } finally {
                members.forEach(Member::close);
            }
            site.stop();
        }
        return figures;
    }

    private static String address(int port) {
        return "ws://127.0.0.1:" + port + Site.PATH;
    }

    /** Each at least once, until the time is over. */
    private void outages(Site site) throws IOException, InterruptedException {
        int calm = Math.min(
                CALM_MILLIS, options.seconds() * 1000 / (options.outages().size() + 1));
        long end = System.nanoTime() + options.seconds() * 1_000_000_000L;
        for (int i = 0; i < options.outages().size() || System.nanoTime() < end; i++) {
            LockSupport.parkNanos(calm * 1_000_000L);
            site.strike(options.outages().get(i % options.outages().size()), channels);
        }
        LockSupport.parkNanos(calm * 1_000_000L);
    }

    private void settle(String what) {
        figures.await(SETTLE_SECONDS, what, () -> members.stream().allMatch(Member::isSettled));
        members.stream()
                .filter(member -> !member.isSettled())
                .forEach(member -> figures.violation(member + " does not settle"));
    }

    private void check(Site site) {
        long start = System.nanoTime();
        settle("every client is connected and subscribed at the end");
        figures.add("connected and subscribed after, ms", (System.nanoTime() - start) / 1_000_000L);
        List<Probe> probes = new ArrayList<>();
        try {
            for (int port : site.gateways()) {
                probes.add(new Probe(address(port)));
            }
            List<ChannelCheck> checks = new ArrayList<>();
            for (String channel : channels) {
                probes.get(0).publish(channel, "\"the last word\"");
                checks.add(new ChannelCheck(channel, members, site.ledger(), figures));
            }
            awaitNone("who has not heard the last word", checks, ChannelCheck::laggards);
            awaitNone("who is present and gone, or the other way round", checks, one -> one.ghosts(probes));
            for (int i = 0; i < checks.size(); i++) {
                checks.get(i)
                        .logs()
                        .acknowledged(acknowledged.in(channels.get(i)))
                        .history(probes.get(1));
            }
            figures.add("all checked after, ms", (System.nanoTime() - start) / 1_000_000L);
        } finally {
            probes.forEach(Probe::close);
        }
    }

    private void awaitNone(String whom, List<ChannelCheck> checks, Function<ChannelCheck, List<String>> find) {
        figures.await(
                SETTLE_SECONDS,
                "nobody " + whom,
                () -> checks.stream().allMatch(check -> find.apply(check).isEmpty()));
        checks.forEach(check -> find.apply(check).forEach(figures::violation));
    }
}
