package scf.websocket.soak.storm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line.
 *
 * @param seconds the total time between the faults
 * @param redis between several nodes
 * @param halfOpenMillis for which a client that is gone without a word keeps its socket; 0 for no such clients
 */
record StormOptions(
        Path gateway,
        int seconds,
        int clients,
        int nodes,
        RedisKind redis,
        List<Fault> faults,
        int halfOpenMillis,
        long seed) {
    /** Well above ping and pong deadline of the gateway. */
    private static final int HALF_OPEN_MILLIS = 15_000;

    static final String HELP = """
        Blows a random storm at real gateway processes, takes away what they stand on, and checks what has to hold; prints the
        figures. Exits with 1 if a check fails, with 2 if the command line is wrong.

          tools/soak/storm [--seconds 120] [--clients 200] [--nodes 1] [--redis %s]
              [--faults NAME,…] [--seed 1]

        One node by itself, several with a Redis between them; for Sentinels and a cluster, redis-server 7 must be installed. The seed fixes what each client decides, not how the threads
        interleave. docs/reliability.md says what is checked. The faults come in the order in which they are named; without
        --faults, those that fit the number of nodes and the Redis:
        """.formatted(RedisKind.labels());

    /** @throws IllegalArgumentException with a message for the user */
    static StormOptions parse(Path gateway, List<String> arguments) {
        int seconds = 120;
        int clients = 200;
        int nodes = 1;
        RedisKind redis = RedisKind.SINGLE;
        long seed = 1;
        List<Fault> faults = List.of();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (option) {
                case "--seconds" -> seconds = number(option, value, 3600);
                case "--clients" -> clients = number(option, value, 5000);
                case "--nodes" -> nodes = number(option, value, 9);
                case "--redis" ->
                    redis = RedisKind.of(value)
                            .orElseThrow(() -> new IllegalArgumentException(option + " wants " + RedisKind.labels()));
                case "--seed" -> seed = number(option, value, Integer.MAX_VALUE);
                case "--faults" -> faults = faults(value);
                default -> throw new IllegalArgumentException("there is no " + option);
            }
        }
        for (Fault fault : faults) {
            if (nodes == 1 && fault.needsRedis()) {
                throw new IllegalArgumentException(fault.label() + " needs several nodes: --nodes 2 or more");
            }
            if (!fault.fits(redis)) {
                throw new IllegalArgumentException(fault.label() + " does not exist with --redis " + redis.label());
            }
        }
        if (nodes == 1 && redis != RedisKind.SINGLE) {
            throw new IllegalArgumentException("--redis " + redis.label() + " needs several nodes: --nodes 2 or more");
        }
        List<Fault> chosen = faults.isEmpty() ? fitting(nodes, redis) : faults;
        return new StormOptions(gateway, seconds, clients, nodes, redis, chosen, HALF_OPEN_MILLIS, seed);
    }

    /** The short form for a build: two nodes, one fault, no half-open clients. */
    static StormOptions smoke(Path gateway, RedisKind redis, Fault fault) {
        return new StormOptions(gateway, 1, 12, 2, redis, List.of(fault), 0, 1);
    }

    private static List<Fault> fitting(int nodes, RedisKind redis) {
        return Arrays.stream(Fault.values())
                .filter(fault -> nodes > 1 ? fault.fits(redis) : !fault.needsRedis())
                .toList();
    }

    private static List<Fault> faults(String value) {
        List<Fault> faults = new ArrayList<>();
        for (String label : value.split(",", -1)) {
            faults.add(Fault.of(label).orElseThrow(() -> new IllegalArgumentException("there is no fault " + label)));
        }
        return List.copyOf(faults);
    }

    private static int number(String option, String value, int most) {
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(option + " wants a number from 1 to " + most);
        }
        return Integer.parseInt(value);
    }

    static String help() {
        return HELP + Arrays.stream(Fault.values()).map(Fault::label).collect(Collectors.joining("\n  ", "  ", "\n"));
    }
}
