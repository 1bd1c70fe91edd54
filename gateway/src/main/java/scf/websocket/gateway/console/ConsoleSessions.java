package scf.websocket.gateway.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who is signed in, in memory only: a restart ends all sessions, and more than {@value #MAX_SESSIONS} end the oldest.
 * Thread-safe.
 */
final class ConsoleSessions {
    static final int MAX_SESSIONS = 64;
    static final Duration LONGEST = Duration.ofHours(12);

    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;

    /** By a hash of the key: a search by the key itself would take longer the more of it was guessed. Oldest first. */
    private final Map<String, ConsoleSession> byHash = new LinkedHashMap<>();

    private int number;

    /** @param nanoTime a monotonic clock */
    ConsoleSessions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Begins a session and returns its key, which is kept nowhere here. */
    synchronized String begin() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        forgetEnded();
        if (byHash.size() >= MAX_SESSIONS) {
            Iterator<ConsoleSession> oldest = byHash.values().iterator();
            oldest.next().end();
            oldest.remove();
        }
        byHash.put(hash(key), new ConsoleSession(++number, nanoTime.getAsLong() + LONGEST.toNanos()));
        return key;
    }

    private void forgetEnded() {
        long now = nanoTime.getAsLong();
        byHash.values().removeIf(session -> {
            boolean over = session.nanosLeft(now) <= 0;
            if (over) {
                session.end();
            }
            return over;
        });
    }

    synchronized Optional<ConsoleSession> find(String key) {
        long now = nanoTime.getAsLong();
        return Optional.ofNullable(byHash.get(hash(key))).filter(session -> session.nanosLeft(now) > 0);
    }

    synchronized void end(String key) {
        ConsoleSession session = byHash.remove(hash(key));
        if (session != null) {
            session.end();
        }
    }

    synchronized int size() {
        forgetEnded();
        return byHash.size();
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
