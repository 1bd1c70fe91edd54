package scf.websocket.gateway.invoke;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comma list of {@code Sec-WebSocket-Protocol}. */
final class Subprotocols {
    private Subprotocols() {}

    static List<String> split(@Nullable String commaList) {
        if (commaList == null) {
            return List.of();
        }
        return Arrays.stream(commaList.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
