package scf.websocket.api;

/** Names of channels, with {@code *} for any text and {@code ?} for any character. Immutable. */
final class ChannelPattern {
    private static final int MAX_LENGTH = 255;
    private static final String OTHER_WILDCARDS = "[]{}\\";

    private final String glob;

    private ChannelPattern(String glob) {
        this.glob = glob;
    }

    /**
     * @param text empty for all channels
     * @throws ApiException with error 107 if it contains other wildcards of Centrifugo
     */
    static ChannelPattern of(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> OTHER_WILDCARDS.indexOf(c) >= 0)) {
            throw ApiException.badRequest("a pattern has up to 255 characters, of which * and ? are wildcards");
        }
        return new ChannelPattern(text.isEmpty() ? "*" : text);
    }

    /** Returns what all names begin with. */
    String prefix() {
        return glob.split("[*?]", 2)[0];
    }

    /** Goes back to the last {@code *} only, which takes one more character each time: a pattern cannot take long. */
    boolean matches(String channel) {
        int at = 0;
        int star = -1;
        int resumed = 0;
        int i = 0;
        while (i < channel.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                resumed = i;
            } else if (at < glob.length() && (glob.charAt(at) == '?' || glob.charAt(at) == channel.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resumed;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
