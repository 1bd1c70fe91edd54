package scf.websocket.channels.config;

import java.util.Locale;
import java.util.Optional;

/** The options of channels in {@code CHANNELS_CONFIG}. All are off by default. */
public enum ChannelOption {
    /** Clients are listed. */
    PRESENCE(Type.FLAG),
    /** Join and leave pushes exist. */
    JOIN_LEAVE(Type.FLAG),
    /** Clients get them without asking. */
    FORCE_PUSH_JOIN_LEAVE(Type.FLAG),
    /** The number of publications that are kept. */
    HISTORY_SIZE(Type.SIZE),
    /** How long they are kept. */
    HISTORY_TTL(Type.DURATION),
    FORCE_POSITIONING(Type.FLAG),
    ALLOW_POSITIONING(Type.FLAG),
    FORCE_RECOVERY(Type.FLAG),
    ALLOW_RECOVERY(Type.FLAG),
    ALLOW_SUBSCRIBE_FOR_CLIENT(Type.FLAG),
    ALLOW_SUBSCRIBE_FOR_ANONYMOUS(Type.FLAG),
    ALLOW_PUBLISH_FOR_SUBSCRIBER(Type.FLAG),
    ALLOW_PUBLISH_FOR_CLIENT(Type.FLAG),
    ALLOW_PUBLISH_FOR_ANONYMOUS(Type.FLAG),
    ALLOW_PRESENCE_FOR_SUBSCRIBER(Type.FLAG),
    ALLOW_PRESENCE_FOR_CLIENT(Type.FLAG),
    ALLOW_PRESENCE_FOR_ANONYMOUS(Type.FLAG),
    ALLOW_HISTORY_FOR_SUBSCRIBER(Type.FLAG),
    ALLOW_HISTORY_FOR_CLIENT(Type.FLAG),
    ALLOW_HISTORY_FOR_ANONYMOUS(Type.FLAG),
    /** {@code #} in a name limits the channel to the users behind it. */
    ALLOW_USER_LIMITED_CHANNELS(Type.FLAG),
    /** Must be found in the part of the name behind the namespace. */
    CHANNEL_REGEX(Type.REGEX);

    /** The type of a value. */
    enum Type {
        FLAG("true or false"),
        SIZE("a number from 0 to 100000"),
        DURATION("a duration such as \"24h\" or \"300s\", of at most 8760h"),
        REGEX("a regular expression");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        /** Completes "should be …". */
        String description() {
            return description;
        }
    }

    private final Type type;

    ChannelOption(Type type) {
        this.type = type;
    }

    Type type() {
        return type;
    }

    /** Returns the name in {@code CHANNELS_CONFIG}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChannelOption> named(String name) {
        for (ChannelOption option : values()) {
            if (option.optionName().equals(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
