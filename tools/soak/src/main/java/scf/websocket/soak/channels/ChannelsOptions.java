package scf.websocket.soak.channels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line.
 *
 * @param seconds of the random part, without the outages
 * @param vanishing whether connections also end without the gateway's knowledge, for which it takes half a minute
 */
record ChannelsOptions(int seconds, int clients, int channels, List<Outage> outages, boolean vanishing, long seed) {
    static final String HELP = """
            Lets official clients use channels through two real gateways, cuts their connections, takes gateways and database away,
            and checks that nothing is lost silently; prints the figures. Exits with 1 if a check fails, with 2 if the command
            line is wrong.

              tools/soak/channels [--seconds 120] [--clients 50] [--channels 10] [--outages NAME,…] [--seed 1]

            The seed fixes what is decided, not how the threads interleave. docs/reliability.md says what is checked. The
            outages come in the order in which they are named, again and again until the time is over; by default all of them:
            """;

    /** @throws IllegalArgumentException with a message for the user */
    static ChannelsOptions parse(List<String> arguments) {
        int seconds = 120;
        int clients = 50;
        int channels = 10;
        long seed = 1;
        List<Outage> outages = List.of(Outage.values());
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (option) {
                case "--seconds" -> seconds = number(option, value, 3600);
                case "--clients" -> clients = number(option, value, 500);
                case "--channels" -> channels = number(option, value, 100);
                case "--seed" -> seed = number(option, value, Integer.MAX_VALUE);
                case "--outages" -> outages = outages(value);
                default -> throw new IllegalArgumentException("there is no " + option);
            }
        }
        return new ChannelsOptions(seconds, clients, channels, outages, true, seed);
    }

    private static List<Outage> outages(String value) {
        List<Outage> outages = new ArrayList<>();
        for (String label : value.split(",", -1)) {
            outages.add(
                    Outage.of(label).orElseThrow(() -> new IllegalArgumentException("there is no outage " + label)));
        }
        return List.copyOf(outages);
    }

    private static int number(String option, String value, int most) {
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(option + " wants a number from 1 to " + most);
        }
        return Integer.parseInt(value);
    }

    static String help() {
        return HELP + Arrays.stream(Outage.values()).map(Outage::label).collect(Collectors.joining("\n  ", "  ", "\n"));
    }
}
