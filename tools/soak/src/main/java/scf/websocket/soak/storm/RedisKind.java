package scf.websocket.soak.storm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What gateways share. */
enum RedisKind {
    /** A server of its own, which needs no installation. */
    SINGLE,
    /** A primary and a replica, watched by three Sentinels, of an installed Redis. */
    SENTINEL,
    /** Three primaries, each with a replica, of an installed Redis. */
    CLUSTER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RedisKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(RedisKind::label).collect(Collectors.joining("|"));
    }
}
