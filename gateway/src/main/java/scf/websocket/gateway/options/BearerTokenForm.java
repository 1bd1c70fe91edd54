package scf.websocket.gateway.options;

import java.util.List;

/** The form of the tokens that options take. */
final class BearerTokenForm {
    private static final int MAX_TOKENS = 2;
    private static final String TOKEN = "[A-Za-z0-9._~+/=-]{16,256}";

    private BearerTokenForm() {}

    /**
     * @param option for the message
     * @throws IllegalArgumentException without the value, which is a secret
     */
    static void check(String option, List<String> tokens) {
        if (tokens.size() > MAX_TOKENS || !tokens.stream().allMatch(token -> token.matches(TOKEN))) {
            throw new IllegalArgumentException(option + " must be one token or two with a comma"
                    + " between them, each of 16 to 256 characters of A-Z a-z 0-9 . _ ~ + / = -");
        }
    }
}
