package scf.websocket.gateway.redis;

import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.PortCall;

/** Asks the servers of a Redis Cluster which of them has which slots. Not thread-safe. */
final class RedisTopology {
    private static final Logger LOG = LoggerFactory.getLogger(RedisTopology.class);

    private final RedisOpener opener;

    /** Servers to ask over connections of their own, the one that answered last first. */
    private final List<RedisAddress> seeds;

    /** @param slots null if the server did not answer */
    private record Answer(RedisAddress server, @Nullable RedisSlots slots) {}

    RedisTopology(RedisUrl url, RedisOpener opener) {
        this.opener = opener;
        this.seeds = new ArrayList<>(url.addresses());
        Collections.shuffle(seeds);
    }

    /**
     * Returns the map of slots that most primaries have. While the connected servers agree, no others are asked,
     * however few they are: those may be out of reach, and a lease is waiting. Closes the connections to servers that
     * do not answer. Blocks for some seconds.
     *
     * @throws RedisException if no server answers
     */
    RedisSlots slots(@Nullable RedisConnections present) {
        RedisSlotVotes votes = new RedisSlotVotes();
        Set<RedisAddress> asked = new HashSet<>();
        if (present != null) {
            askConnected(present, votes, asked);
        }
        if (!votes.isDecided() && !votes.isUnanimous()) {
            askOthers(votes, asked, present == null);
        }
        return votes.winner(present == null ? null : present.slots());
    }

    /** Asks all at once, so that one that hangs delays nothing once most have answered. */
    private void askConnected(RedisConnections present, RedisSlotVotes votes, Set<RedisAddress> asked) {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        for (RedisServerConnections server : present.servers()) {
            if (server.isOpen()) {
                asked.add(server.server());
                ask(server, answers);
            }
        }
        for (int missing = asked.size(); missing > 0 && !votes.isDecided(); missing--) {
            Answer answer = next(answers);
            if (answer == null) {
                return;
            }
            if (answer.slots() != null) {
                count(answer.server(), answer.slots(), votes);
            }
        }
    }

    private static void ask(RedisServerConnections server, BlockingQueue<Answer> answers) {
        PortCall.of(() -> server.control().async().clusterSlots())
                .thenApply(answer -> RedisSlots.parse(answer, server.server()))
                .whenComplete((slots, failure) -> {
                    if (failure != null) {
                        LOG.debug("a server of the cluster does not answer", failure);
                        server.close();
                    }
                    answers.add(new Answer(server.server(), slots));
                });
    }

    /** Returns null if there is none in time. */
    private static @Nullable Answer next(BlockingQueue<Answer> answers) {
        try {
            // Longer than the time-out, after which each command fails by itself.
            return answers.poll(2 * RedisSettings.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisCommandInterruptedException(e);
        }
    }

    /** @param patient asks further servers although one of them is away */
    private void askOthers(RedisSlotVotes votes, Set<RedisAddress> asked, boolean patient) {
        int failures = 0;
        RedisException unfit = null;
        for (Optional<RedisAddress> next = seed(asked); next.isPresent() && !votes.isDecided(); next = seed(asked)) {
            RedisAddress seed = next.get();
            asked.add(seed);
            try {
                count(seed, opener.ask(seed, redis -> RedisSlots.parse(redis.clusterSlots(), seed)), votes);
            } catch (RedisException e) {
                unfit = RedisFault.moreTelling(unfit, e);
                seeds.remove(seed);
                seeds.add(seed);
                failures++;
                if (failures == RedisLocator.ENOUGH_FAILURES || (!patient && !votes.isEmpty())) {
                    break;
                }
            }
        }
        if (votes.isEmpty()) {
            throw unfit == null ? new RedisException("no address") : unfit;
        }
    }

    private Optional<RedisAddress> seed(Set<RedisAddress> asked) {
        return seeds.stream().filter(seed -> !asked.contains(seed)).findFirst();
    }

    private void count(RedisAddress server, RedisSlots slots, RedisSlotVotes votes) {
        votes.add(server, slots);
        learn(server, slots);
    }

    /** Servers that have joined since the start are asked too. */
    private void learn(RedisAddress server, RedisSlots slots) {
        Set<RedisAddress> known = new LinkedHashSet<>(List.of(server));
        known.addAll(slots.servers());
        known.addAll(seeds);
        seeds.clear();
        known.stream().limit(RedisUrl.MAX_ADDRESSES).forEach(seeds::add);
    }

    /** Whether most primaries agree on the server of a key; in the smaller part of a split network they do not. */
    boolean confirms(String key, RedisConnections present) {
        RedisAddress server = present.slots().owner(key);
        int agreed = 0;
        int others = 0;
        for (RedisServerConnections each : present.servers()) {
            if (each.isOpen() && others < RedisLocator.ENOUGH_FAILURES) {
                if (names(each, key, server)) {
                    agreed++;
                } else {
                    others++;
                }
            }
        }
        return agreed > present.slots().servers().size() / 2;
    }

    private static boolean names(RedisServerConnections asked, String key, @Nullable RedisAddress server) {
        try {
            RedisAddress named = RedisSlots.parse(asked.control().sync().clusterSlots(), asked.server())
                    .owner(key);
            return named != null && named.equals(server);
        } catch (RedisException e) {
            LOG.debug("a server of the cluster does not answer", e);
            return false;
        }
    }
}
