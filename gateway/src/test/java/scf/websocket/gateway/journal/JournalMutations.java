package scf.websocket.gateway.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A journal with known content, and ways to damage it. The seed determines both. */
final class JournalMutations {
    /** The kinds of damage. */
    enum Kind {
        FLIPPED_BITS,
        ZEROED_RANGE,
        ZEROED_TAIL,
        CUT_TAIL,
        CUT_RANGE,
        GARBAGE_LINE,
        GARBAGE_WITHOUT_END,
        LOST_LINE_END,
        REPEATED_RANGE,
        OVERWRITTEN_RANGE
    }

    private static final int CONNECTIONS = 40;

    private final Random random;

    /** The API of each connection id, in the order of opening. */
    final Map<String, String> opened = new LinkedHashMap<>();

    final Set<String> closed = new LinkedHashSet<>();
    final byte[] whole;

    JournalMutations(long seed) {
        random = new Random(seed);
        List<JournalRecord> records = new ArrayList<>();
        List<String> open = new ArrayList<>();
        while (opened.size() < CONNECTIONS) {
            if (open.isEmpty() || random.nextInt(5) < 3) {
                String id = id();
                opened.put(id, "api-" + random.nextInt(3));
                open.add(id);
                records.add(new JournalRecord.Opened(id, opened.get(id)));
                records.add(new JournalRecord.Running(id));
                records.add(new JournalRecord.Returned(id));
            } else {
                Collections.shuffle(open, random);
                String id = open.remove(0);
                closed.add(id);
                records.add(new JournalRecord.Closed(id));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((JournalContent.HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
        records.forEach(record -> bytes.writeBytes(record.line()));
        whole = bytes.toByteArray();
    }

    private String id() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    byte[] damaged(Kind kind) {
        int from = random.nextInt(whole.length);
        int to = Math.min(whole.length, from + 1 + random.nextInt(300));
        return switch (kind) {
            case FLIPPED_BITS -> flipped(1 + random.nextInt(4));
            case ZEROED_RANGE -> filled(from, to, new byte[to - from]);
            case ZEROED_TAIL -> filled(from, whole.length, new byte[whole.length - from]);
            case CUT_TAIL -> Arrays.copyOf(whole, from);
            case CUT_RANGE -> joined(Arrays.copyOf(whole, from), rest(to));
            case GARBAGE_LINE -> joined(head(from), garbage(1 + random.nextInt(600)), new byte[] {10}, tail(from));
            case GARBAGE_WITHOUT_END -> joined(head(from), garbage(100_000), tail(from));
            case LOST_LINE_END -> joined(Arrays.copyOf(whole, lineEnd(from)), rest(lineEnd(from) + 1));
            case REPEATED_RANGE -> joined(whole, Arrays.copyOfRange(whole, from, to), rest(from));
            case OVERWRITTEN_RANGE -> filled(from, to, garbage(to - from));
        };
    }

    private byte[] flipped(int bits) {
        byte[] bytes = whole.clone();
        for (int i = 0; i < bits; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] filled(int from, int to, byte[] with) {
        byte[] bytes = whole.clone();
        System.arraycopy(with, 0, bytes, from, to - from);
        return bytes;
    }

    private byte[] garbage(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private int lineEnd(int from) {
        int at = from;
        while (whole[at] != '\n') {
            at++;
        }
        return at;
    }

    /** The lines up to and including the one at {@code from}. */
    private byte[] head(int from) {
        return Arrays.copyOf(whole, lineEnd(from) + 1);
    }

    private byte[] tail(int from) {
        return rest(lineEnd(from) + 1);
    }

    private byte[] rest(int from) {
        return Arrays.copyOfRange(whole, from, whole.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
