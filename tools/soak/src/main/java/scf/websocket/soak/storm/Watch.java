package scf.websocket.soak.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import scf.websocket.soak.Figures;
import scf.websocket.soak.GatewayChild;

/** Watches, during a fault, whether every gateway is ready and reaches the clients of the others. For one thread. */
final class Watch implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Functions functions;
    private final Figures figures;
    private final List<Sentry> sentries = new ArrayList<>();
    private final Recovery recovery = new Recovery();
    private final long start;

    /**
     * Returns when everything works.
     *
     * @param struck the number of a gateway that is going to be killed; negative for none
     */
    Watch(List<GatewayChild.Ports> gateways, int struck, Functions functions, Pushes pushes, Figures figures) {
        this.functions = functions;
        this.figures = figures;
        for (int i = 0; i < gateways.size(); i++) {
            sentries.add(new Sentry("sentry" + i, gateways.get(i).clients(), functions));
        }
        await(
                "every gateway has a sentry",
                () -> sentries.stream().allMatch(sentry -> sentry.id().isPresent()));
        int[] surviving =
                IntStream.range(0, gateways.size()).filter(i -> i != struck).toArray();
        for (int from : surviving) {
            recovery.watch("gateway " + from + " is ready", () -> pushes.isReady(from));
            for (int to : surviving) {
                if (from != to) {
                    recovery.watch(
                            "gateway " + from + " reaches clients of gateway " + to,
                            () -> sentries.get(to)
                                    .id()
                                    .map(id -> pushes.reaches(from, id))
                                    .orElse(false));
                }
            }
        }
        if (!recovery.works(SECONDS)) {
            figures.violation("before a fault: " + recovery.failing());
        }
        this.start = System.nanoTime();
    }

    /** Waits until everything works again, and records how long that took. */
    void recovered(String figure) {
        recovered(figure, start);
    }

    /** @param since from when on it counts */
    void recovered(String figure, long since) {
        long millis = recovery.awaitMillis(since, SECONDS);
        if (millis < 0) {
            figures.violation("not within " + SECONDS + " s " + figure + ": " + recovery.failing());
        } else {
            figures.most(figure + ", ms", millis);
        }
    }

    /** Waits until the client of a gateway that is gone has been cleaned up. */
    void cleanedUp(String id, String figure) {
        await(figure, () -> !functions.table().contains(id));
        figures.most(figure + ", ms", (System.nanoTime() - start) / 1_000_000L);
    }

    String id(int gateway) {
        return sentries.get(gateway).id().orElse("");
    }

    private void await(String what, BooleanSupplier condition) {
        figures.await(SECONDS, what, condition);
    }

    /** Counts the gateways that others have taken over for, although they were not struck. */
    @Override
    public void close() {
        sentries.stream()
                .filter(Sentry::isFenced)
                .forEach(sentry -> figures.count("gateways that others took over for although they ran"));
        recovery.close();
        sentries.forEach(Sentry::close);
    }
}
