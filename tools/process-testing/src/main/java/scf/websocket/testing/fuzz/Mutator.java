package scf.websocket.testing.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Mutates inputs like faulty or hostile peers: bytes flipped, lost, duplicated, moved, truncated; numbers at their
 * limits; deep nesting.
 */
final class Mutator {
    private static final int MAX_LENGTH = 1 << 14;
    private static final int MAX_REPEATS = 2000;
    private static final List<byte[]> NUMBERS = List.of(
            ascii("0"),
            ascii("-1"),
            ascii("2147483648"),
            ascii("9223372036854775808"),
            ascii("1e400"),
            ascii("0.1"),
            ascii("00"));
    private static final byte[][] EDGES = {
        {0},
        {1},
        {0x7F},
        {(byte) 0x80},
        {(byte) 0xFF},
        {0, 0},
        {(byte) 0xFF, (byte) 0xFF},
        {0, 0, 0, 0},
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
        {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
        {(byte) 0x80, 0, 0, 0},
        {0, 0, 0, 0, 0, 0, 0, 0},
        {(byte) 0xC0, (byte) 0x80},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
    };

    private final Random random;
    private final List<byte[]> tokens;

    /** @param tokens the tokens of the input language */
    Mutator(Random random, List<byte[]> tokens) {
        this.random = random;
        this.tokens = tokens;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @param other another input, for splices */
    byte[] mutate(byte[] input, byte[] other) {
        byte[] mutated = input;
        for (int change = random.nextInt(4); change >= 0; change--) {
            mutated = once(mutated, other);
        }
        return mutated.length > MAX_LENGTH ? Arrays.copyOf(mutated, MAX_LENGTH) : mutated;
    }

    private byte[] once(byte[] input, byte[] other) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + 1 + random.nextInt(random.nextInt(8) == 0 ? 64 : 8));
        return switch (random.nextInt(12)) {
            case 0 -> flipped(input, at);
            case 1 -> joined(input, at, new byte[] {(byte) random.nextInt(256)}, to);
            case 2 -> joined(input, at, any(tokens), at);
            case 3 -> joined(input, at, any(tokens), to);
            case 4 -> joined(input, at, new byte[0], to);
            case 5 -> joined(input, to, new byte[0], at);
            case 6 -> Arrays.copyOf(input, at);
            case 7 -> joined(input, at, EDGES[random.nextInt(EDGES.length)], to);
            case 8 -> joined(input, at, other, random.nextBoolean() ? input.length : to);
            case 9 -> number(input, at);
            case 10 -> joined(input, at, Arrays.copyOfRange(input, at, to), input.length - random.nextInt(at + 1));
            default -> random.nextInt(8) == 0 ? joined(input, at, repeated(any(tokens)), to) : flipped(input, at);
        };
    }

    private byte[] any(List<byte[]> list) {
        return list.isEmpty() ? new byte[] {(byte) random.nextInt(256)} : list.get(random.nextInt(list.size()));
    }

    private byte[] flipped(byte[] input, int at) {
        byte[] copy = input.clone();
        if (at < copy.length) {
            copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** Replaces the number that begins nearest. */
    private byte[] number(byte[] input, int at) {
        for (int from = at; from < input.length; from++) {
            int end = from;
            while (end < input.length && Character.isDigit(input[end])) {
                end++;
            }
            if (end > from) {
                return joined(input, from, NUMBERS.get(random.nextInt(NUMBERS.size())), end);
            }
        }
        return input;
    }

    private byte[] repeated(byte[] token) {
        int times = Math.min(1 + random.nextInt(MAX_REPEATS), MAX_LENGTH / Math.max(1, token.length));
        byte[] all = new byte[times * token.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(token, 0, all, i * token.length, token.length);
        }
        return all;
    }

    /** Returns the input up to {@code until}, {@code between}, and the input from {@code from} on. */
    static byte[] joined(byte[] input, int until, byte[] between, int from) {
        byte[] joined = new byte[until + between.length + input.length - from];
        System.arraycopy(input, 0, joined, 0, until);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(input, from, joined, until + between.length, input.length - from);
        return joined;
    }
}
