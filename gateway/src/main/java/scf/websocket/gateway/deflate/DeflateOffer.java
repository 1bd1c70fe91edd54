package scf.websocket.gateway.deflate;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates permessage-deflate, always without context takeover in either direction (RFC 7692 §7.1.1): so a push is
 * compressed once for all its recipients, and an idle connection needs no memory for it.
 */
public final class DeflateOffer {
    private static final String NAME = "permessage-deflate";
    private static final String AGREED = NAME + "; server_no_context_takeover; client_no_context_takeover";

    /** A name with an optional value, which is a token or a quoted token (RFC 6455 §9.1). */
    private static final Pattern PARAMETER =
            Pattern.compile("[ \\t]*([\\w-]+)[ \\t]*(?:=[ \\t]*(?:([\\w-]+)|\"([\\w-]+)\")[ \\t]*)?");

    private static final Pattern WINDOW_BITS = Pattern.compile("[89]|1[0-5]");

    private DeflateOffer() {}

    /**
     * @param extensions the client's {@code Sec-WebSocket-Extensions}
     * @return the server's extension header; empty if no offer is acceptable
     */
    public static Optional<String> answer(@Nullable String extensions) {
        if (extensions == null) {
            return Optional.empty();
        }
        List<String> offers = Stream.of(extensions.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::trim)
                .toList();
        // Netty's clients, recognizable by this older draft, fail the handshake on a parameter that they did not offer.
        boolean onlyOfferedParameters = offers.contains("deflate-frame");
        return offers.stream()
                .map(offer -> answerOne(offer, onlyOfferedParameters))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Declines an offer with an unknown, invalid or repeated parameter (RFC 7692 §7.1); the next offer is tried. */
    private static Optional<String> answerOne(String offer, boolean onlyOfferedParameters) {
        String[] parts = offer.split(";", -1);
        Set<String> names = new HashSet<>();
        String answer = AGREED;
        for (int i = 1; i < parts.length; i++) {
            Matcher parameter = PARAMETER.matcher(parts[i]);
            if (!parameter.matches() || !names.add(parameter.group(1))) {
                return Optional.empty();
            }
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            if (!isUnderstood(parameter.group(1), value)) {
                return Optional.empty();
            }
            if (parameter.group(1).equals("server_max_window_bits")) {
                answer = AGREED + "; server_max_window_bits=15";
            }
        }
        boolean agreed = parts[0].trim().equals(NAME)
                && (!onlyOfferedParameters || names.contains("client_no_context_takeover"));
        return agreed ? Optional.of(answer) : Optional.empty();
    }

    private static boolean isUnderstood(String parameter, @Nullable String value) {
        return switch (parameter) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case "client_max_window_bits" ->
                value == null || WINDOW_BITS.matcher(value).matches();
            // The JDK's deflater supports only a window of 15 bits.
            case "server_max_window_bits" -> "15".equals(value);
            default -> false;
        };
    }
}
