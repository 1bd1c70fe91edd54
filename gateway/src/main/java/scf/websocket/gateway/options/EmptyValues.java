package scf.websocket.gateway.options;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Rejects empty values and empty list elements. They are always a mistake, and an empty list of permissions would mean
 * "anyone"; an unwanted option has to be left out.
 */
public final class EmptyValues {
    private EmptyValues() {}

    /** @throws IllegalArgumentException for the first command-line option with an empty value; the message names it */
    public static void refuse(ParseResult commandLine) {
        for (OptionSpec option : commandLine.matchedOptions()) {
            for (String value : option.originalStringValues()) {
                if (option.arity().max() > 0) {
                    refuse(option, option.longestName(), value);
                }
            }
        }
    }

    /**
     * Checks one value.
     *
     * @param where the name for the message
     * @throws IllegalArgumentException if it is empty
     */
    static void refuse(OptionSpec option, String where, String value) {
        String separator = option.splitRegex();
        if (value.isBlank()) {
            throw new IllegalArgumentException(where + " is empty: leave it out, or give it a value");
        }
        if (!separator.isEmpty()) {
            for (String element : value.split(separator, -1)) {
                if (element.isBlank()) {
                    throw new IllegalArgumentException(where + " has an empty element: leave it out");
                }
            }
        }
    }
}
