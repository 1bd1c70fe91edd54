package scf.websocket.gateway.deflate;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on permessage-deflate with a client, always without context takeover in either direction (RFC 7692 §7.1.1): then a push is
 * compressed once for all its recipients, and a connection between messages needs no memory for it.
 */
public final class DeflateOffer {
    private static final String NAME = "permessage-deflate";
    private static final String AGREED = NAME + "; server_no_context_takeover; client_no_context_takeover";

    private DeflateOffer() {}

    /**
     * @param extensions the client's {@code Sec-WebSocket-Extensions}
     * @return what the server answers; empty if there is no offer that it can take
     */
    public static Optional<String> answer(@Nullable String extensions) {
        return extensions == null
                ? Optional.empty()
                : Stream.of(extensions.split(",", -1))
                        .map(DeflateOffer::answerOne)
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private static Optional<String> answerOne(String offer) {
        String[] parts = offer.toLowerCase(Locale.ROOT).replace("\"", "").split(";", -1);
        if (!parts[0].trim().equals(NAME)) {
            return Optional.empty();
        }
        String answer = AGREED;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace(" ", "").trim();
            if (parameter.equals("server_max_window_bits=15")) {
                answer = AGREED + "; server_max_window_bits=15";
            } else if (!isHarmless(parameter)) {
                return Optional.empty(); // The JDK's deflater has one window only, of 15 bits.
            }
        }
        return Optional.of(answer);
    }

    private static boolean isHarmless(String parameter) {
        return parameter.equals("server_no_context_takeover")
                || parameter.equals("client_no_context_takeover")
                || parameter.matches("client_max_window_bits(=([89]|1[0-5]))?");
    }
}
