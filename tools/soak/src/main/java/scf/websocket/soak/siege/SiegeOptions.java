package scf.websocket.soak.siege;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The command line.
 *
 * @param seconds how long an attack may take
 * @param quietSeconds how long the measurement before an attack takes, and at least that after it
 * @param warmUpSeconds before the first attack
 */
record SiegeOptions(
        Path gateway,
        List<Setup> setups,
        List<Attack> attacks,
        int seconds,
        int quietSeconds,
        int warmUpSeconds,
        int clients,
        long seed) {

    static final String HELP = """
            Attacks a real gateway process, with a heap of 256 MB, while honest clients talk; prints what they and the attackers got.
            Exits with 1 if an honest client loses a message, waits for more than 2 s in one of a hundred cases or is kept out, or if
            the gateway does not return to its memory and sockets; with 2 if the command line is wrong.

              tools/soak/siege [--setup defaults,tencent,deflate,tls] [--attacks NAME,…] [--seconds 4] [--clients 10] [--seed 1]

            Everything stays on the loopback: honest clients at 127.0.0.1, attackers at 127.0.0.2. The attacks:
            """;

    /** @throws IllegalArgumentException with a message for the user */
    static SiegeOptions parse(Path gateway, List<String> arguments) {
        List<Setup> setups = List.of(Setup.values());
        List<Attack> attacks = Attacks.all();
        int seconds = 4;
        int clients = 10;
        long seed = 1;
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (option) {
                case "--setup" -> setups = setups(value);
                case "--attacks" -> attacks = attacks(value);
                case "--seconds" -> seconds = number(option, value, 600);
                case "--clients" -> clients = number(option, value, 500);
                case "--seed" -> seed = number(option, value, Integer.MAX_VALUE);
                default -> throw new IllegalArgumentException("there is no " + option);
            }
        }
        for (Setup setup : setups) {
            if (attacks.stream().noneMatch(attack -> attack.fits(setup))) {
                throw new IllegalArgumentException("none of these attacks fits the set-up " + setup.label());
            }
        }
        return new SiegeOptions(gateway, setups, attacks, seconds, 1, 8, clients, seed);
    }

    /** The short form for a build. */
    static SiegeOptions smoke(Path gateway, String... attacks) {
        return new SiegeOptions(gateway, List.of(Setup.DEFAULTS), attacks(String.join(",", attacks)), 1, 0, 1, 4, 1);
    }

    /** The attacks that make sense with the set-up. */
    List<Attack> attacks(Setup setup) {
        return attacks.stream().filter(attack -> attack.fits(setup)).toList();
    }

    private static List<Setup> setups(String value) {
        List<Setup> setups = new ArrayList<>();
        for (String label : value.split(",", -1)) {
            setups.add(Setup.of(label).orElseThrow(() -> new IllegalArgumentException("there is no set-up " + label)));
        }
        return List.copyOf(setups);
    }

    private static List<Attack> attacks(String value) {
        List<String> names = Arrays.asList(value.split(",", -1));
        List<Attack> chosen = Attacks.all().stream()
                .filter(attack -> names.contains(attack.name()))
                .toList();
        if (chosen.size() < names.size()) {
            throw new IllegalArgumentException("one of these is no attack: " + value);
        }
        return chosen;
    }

    private static int number(String option, String value, int most) {
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(option + " wants a number from 1 to " + most);
        }
        return Integer.parseInt(value);
    }

    static String help() {
        StringBuilder help = new StringBuilder(HELP);
        Attacks.all().forEach(attack -> help.append("  %-16s %s%n".formatted(attack.name(), attack.about())));
        return help.toString();
    }
}
