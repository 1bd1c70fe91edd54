package scf.websocket.bench.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Several rounds of the same work, with the increase of counters in each. Immutable. */
final class Rounds {
    /**
     * One of them.
     *
     * @param operations how many were done
     * @param rise of the counters
     */
    record Round(long operations, long nanos, Counts rise) {}

    /** Does a number of operations and says how many. */
    @FunctionalInterface
    interface Work {
        long run();
    }

    private final List<Round> rounds;

    Rounds(List<Round> rounds) {
        this.rounds = List.copyOf(rounds);
    }

    /**
     * @param warmUps rounds before, not counted
     * @param count rounds that are
     */
    static Rounds of(int warmUps, int count, Supplier<Counts> counters, Work work) {
        for (int i = 0; i < warmUps; i++) {
            work.run();
        }
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Counts before = counters.get();
            long start = System.nanoTime();
            long operations = work.run();
            long nanos = System.nanoTime() - start;
            rounds.add(new Round(operations, nanos, counters.get().since(before)));
        }
        return new Rounds(rounds);
    }

    /** The same without the idle increase of these counters, measured in the round {@code idle}. */
    Rounds less(Round idle) {
        return new Rounds(rounds.stream()
                .map(round -> new Round(
                        round.operations, round.nanos, round.rise.since(idle.rise.share(round.nanos, idle.nanos))))
                .toList());
    }

    /** The increase of a counter for each operation. */
    Spread per(String counter) {
        return spread(round -> (double) round.rise.get(counter) / round.operations);
    }

    Spread operationsPerSecond() {
        return spread(round -> round.operations * 1e9 / round.nanos);
    }

    Spread perSecond(String counter) {
        return spread(round -> round.rise.get(counter) * 1e9 / round.nanos);
    }

    Set<String> counters() {
        Set<String> names = new TreeSet<>();
        rounds.forEach(round -> names.addAll(round.rise.names()));
        return names;
    }

    /** The last one, which is the warmest. */
    Round last() {
        return rounds.get(rounds.size() - 1);
    }

    private Spread spread(ToDoubleFunction<Round> value) {
        return Spread.of(rounds.stream().map(value::applyAsDouble).toList());
    }
}
