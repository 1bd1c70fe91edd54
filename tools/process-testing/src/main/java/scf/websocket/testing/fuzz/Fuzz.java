package scf.websocket.testing.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Feeds a parser thousands of almost valid inputs: the past failures in {@code src/test/resources/fuzz/PARSER}, the
 * seeds, then mutations of both. Inputs with a new outcome are mutated further. The same seed yields the same inputs.
 * {@code CONTRIBUTING.md} explains longer runs and how to handle failures.
 */
public final class Fuzz {
    private static final int ROUNDS = 1500;
    private static final long SEED = Long.getLong("fuzz.seed", 20261125);
    private static final long NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 0));
    private static final int MAX_INPUTS = 1000;

    /** CPU time for one input, so that load on the machine does not matter. */
    private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

    private static final int MAX_MEGABYTES = 16;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Runs a parser and checks what must be true of every input. */
    public interface Target {
        /** @return the outcome of the input, compared by {@code equals} */
        Object feed(byte[] input) throws Exception;
    }

    private final String parser;
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<byte[]> tokens = new ArrayList<>();
    private final Set<Object> outcomes = new HashSet<>();
    private int rounds = ROUNDS;
    private int maxMegabytes = MAX_MEGABYTES;

    private Fuzz(String parser) {
        this.parser = parser;
    }

    /** @param parser the name of its folder */
    public static Fuzz of(String parser) {
        return new Fuzz(parser);
    }

    /** Adds valid inputs. */
    public Fuzz seeds(byte[]... seeds) {
        inputs.addAll(List.of(seeds));
        return this;
    }

    /** Adds valid inputs, in UTF-8. */
    public Fuzz seeds(List<String> seeds) {
        seeds.forEach(seed -> inputs.add(seed.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Adds tokens of the input language, one character for each byte. */
    public Fuzz tokens(String... some) {
        for (String token : some) {
            tokens.add(token.getBytes(StandardCharsets.ISO_8859_1));
        }
        return this;
    }

    /** Sets the number of mutations for a slow parser; {@code fuzz.seconds} overrides it. */
    public Fuzz rounds(int number) {
        rounds = number;
        return this;
    }

    /** Sets how much one input may allocate; leak detection of buffers needs more. */
    public Fuzz maxMegabytes(int number) {
        maxMegabytes = number;
        return this;
    }

    /** @return every outcome that was seen */
    public Set<Object> run(Target target) {
        inputs.addAll(corpus());
        for (byte[] input : List.copyOf(inputs)) {
            outcomes.add(checked(target, input));
        }
        Random random = new Random(SEED);
        Mutator mutator = new Mutator(random, tokens);
        long end = System.nanoTime() + NANOS;
        for (int round = 0; NANOS == 0 ? round < rounds : System.nanoTime() - end < 0; round++) {
            byte[] input = mutator.mutate(any(random), any(random));
            boolean isNew = outcomes.add(checked(target, input));
            if (isNew && inputs.size() < MAX_INPUTS) {
                inputs.add(input);
            }
        }
        return outcomes;
    }

    private byte[] any(Random random) {
        return inputs.get(random.nextInt(inputs.size()));
    }

    /** Past failures, one per file. */
    private List<byte[]> corpus() {
        Path folder = Path.of("src/test/resources/fuzz", parser);
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> found = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                found.add(Files.readAllBytes(file));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("no past failures of " + parser, e);
        }
    }

    private Object checked(Target target, byte[] input) {
        try {
            return measured(target, input);
        } catch (Throwable failure) {
            byte[] smaller = smallest(target, input);
            throw new AssertionError(
                    parser + " with -Dfuzz.seed=" + SEED + " failed on an input of " + smaller.length
                            + " bytes, saved in "
                            + kept(smaller) + ": "
                            + new String(smaller, StandardCharsets.ISO_8859_1)
                                    .replaceAll("[^ -~]", "?")
                                    .replaceAll("(?s)(.{200}).+", "$1..."),
                    failure);
        }
    }

    /** Tries up to three times, because the first attempt may load classes. */
    private Object measured(Target target, byte[] input) throws Exception {
        String objection = "";
        for (int attempt = 0; attempt < 3; attempt++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            Object outcome = target.feed(input.clone());
            long nanos = THREADS.getCurrentThreadCpuTime() - start;
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            if (nanos <= MAX_NANOS && bytes <= (long) maxMegabytes << 20) {
                return outcome;
            }
            objection = "it took " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms and " + bytes + " bytes";
        }
        throw new AssertionError(objection);
    }

    /** Minimizes an input while it still fails. */
    private byte[] smallest(Target target, byte[] input) {
        byte[] small = input;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (int size = Math.max(1, input.length / 2); size > 0; size /= 2) {
            for (int at = 0; at + size <= small.length && System.nanoTime() - end < 0; ) {
                byte[] candidate = Mutator.joined(small, at, new byte[0], at + size);
                if (fails(target, candidate)) {
                    small = candidate;
                } else {
                    at += size;
                }
            }
        }
        return small;
    }

    private boolean fails(Target target, byte[] input) {
        try {
            measured(target, input);
            return false;
        } catch (Throwable failure) {
            return true;
        }
    }

    private Path kept(byte[] input) {
        try {
            Path folder = Files.createDirectories(Path.of("target/fuzz", parser));
            return Files.write(folder.resolve(HexFormat.of().toHexDigits(Arrays.hashCode(input))), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
