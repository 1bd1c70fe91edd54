package scf.websocket.gateway.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which server has which keys and channels. Immutable. */
final class RedisSlots {
    private final @Nullable RedisAddress[] owners;
    private final Set<RedisAddress> servers;

    private RedisSlots(@Nullable RedisAddress[] owners) {
        this.owners = owners;
        this.servers = new LinkedHashSet<>(Arrays.asList(owners));
        servers.remove(null);
    }

    /** One server has everything. */
    static RedisSlots all(RedisAddress server) {
        return new RedisSlots(new RedisAddress[] {server});
    }

    /**
     * Reads the answer to CLUSTER SLOTS: for each range its first and last slot, and its servers, of which the first is
     * the primary. A server without a name is the one that answers.
     *
     * @throws RedisException if the answer has another format
     */
    static RedisSlots parse(List<?> answer, RedisAddress answering) {
        @Nullable RedisAddress[] owners = new RedisAddress[SlotHash.SLOT_COUNT];
        try {
            for (Object each : answer) {
                List<?> range = (List<?>) each;
                List<?> primary = (List<?>) range.get(2);
                Object host = primary.get(0);
                RedisAddress owner = new RedisAddress(
                        host == null || host.toString().isEmpty() ? answering.host() : host.toString(),
                        Math.toIntExact((Long) primary.get(1)));
                Arrays.fill(
                        owners, Math.toIntExact((Long) range.get(0)), Math.toIntExact((Long) range.get(1)) + 1, owner);
            }
        } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw new RedisException("the answer to CLUSTER SLOTS has an unknown format", e);
        }
        return new RedisSlots(owners);
    }

    /** Returns null if no server has the slot. */
    @Nullable RedisAddress owner(String name) {
        return owners.length == 1 ? owners[0] : owners[SlotHash.getSlot(name.getBytes(StandardCharsets.US_ASCII))];
    }

    /** Returns all servers that have slots. */
    Set<RedisAddress> servers() {
        return servers;
    }

    boolean isLike(RedisSlots other) {
        return Arrays.equals(owners, other.owners);
    }

    /** Whether every slot has a server. */
    boolean isComplete() {
        return Arrays.stream(owners).allMatch(owner -> owner != null);
    }
}
