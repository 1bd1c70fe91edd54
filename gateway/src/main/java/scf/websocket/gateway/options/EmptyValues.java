package scf.websocket.gateway.options;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Values that are empty, or lists with an empty element. They are never what somebody meant, and what stands for "none" in a list of who
 * may do something would stand for "anybody": a setting that is not wanted is left out.
 */
public final class EmptyValues {
    private EmptyValues() {}

    /** @throws IllegalArgumentException for the first option of the command line with such a value, naming it */
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
     * Looks at one value.
     *
     * @param where as it is named in the message
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
