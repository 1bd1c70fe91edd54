package scf.websocket.channels.config;

import java.util.Locale;
import java.util.Optional;

/** The commands that rates limit. Those without a name here are never refused: unsubscribe, send and ping. */
public enum Operation {
    CONNECT,
    SUBSCRIBE,
    PUBLISH,
    PRESENCE,
    PRESENCE_STATS,
    HISTORY,
    RPC,
    REFRESH,
    SUB_REFRESH;

    /** Returns the name in {@code CHANNELS_CONFIG}. */
    String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Operation> named(String name) {
        for (Operation operation : values()) {
            if (operation.optionName().equals(name)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
