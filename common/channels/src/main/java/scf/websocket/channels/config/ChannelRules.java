package scf.websocket.channels.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ProtocolError;

/**
 * What the options of a channel allow to a user. Decisions about a channel whose name is invalid (107) or whose
 * namespace is not configured (102) are that error. A user is named as in its token; empty is an anonymous client.
 * Immutable.
 */
public final class ChannelRules {
    private final @Nullable ChannelName name;
    private final ChannelOptions options;
    private final @Nullable ProtocolError always;

    private ChannelRules(@Nullable ChannelName name, ChannelOptions options, @Nullable ProtocolError always) {
        this.name = name;
        this.options = options;
        this.always = always;
    }

    static ChannelRules of(ChannelName name, ChannelOptions options) {
        return new ChannelRules(name, options, options.accepts(name.rest()) ? null : ProtocolError.BAD_REQUEST);
    }

    static ChannelRules refusing(ProtocolError error) {
        return new ChannelRules(null, ChannelOptions.CLOSED, error);
    }

    /** Returns the options; all are off if the name is invalid or its namespace is not configured. */
    public ChannelOptions options() {
        return options;
    }

    /** Returns the error for every use of the channel, also by the server: its name is invalid, or its namespace. */
    public Optional<ProtocolError> unusable() {
        return Optional.ofNullable(always);
    }

    /** @param withToken whether the client has a valid subscription token for this channel, which opens it */
    public Optional<ProtocolError> subscribe(String user, boolean withToken) {
        if (name == null || always != null) {
            return Optional.ofNullable(always);
        }
        return withToken || maySubscribe(name, user) ? Optional.empty() : Optional.of(ProtocolError.PERMISSION_DENIED);
    }

    private boolean maySubscribe(ChannelName channel, String user) {
        if (channel.isPrivate()) {
            return false;
        }
        if (options.flag(ChannelOption.ALLOW_USER_LIMITED_CHANNELS) && channel.hasUsers()) {
            return !user.isEmpty() && channel.users().contains(user);
        }
        return options.flag(ChannelOption.ALLOW_SUBSCRIBE_FOR_CLIENT)
                && (!user.isEmpty() || options.flag(ChannelOption.ALLOW_SUBSCRIBE_FOR_ANONYMOUS));
    }

    /** @param subscribed whether this connection is subscribed to the channel */
    public Optional<ProtocolError> publish(String user, boolean subscribed) {
        if (always != null) {
            return Optional.of(always);
        }
        return permission(Access.PUBLISH.allows(options, user, subscribed));
    }

    /** Decides {@code presence} and {@code presence_stats}; 108 where presence is off. */
    public Optional<ProtocolError> presence(String user, boolean subscribed) {
        if (always != null) {
            return Optional.of(always);
        }
        return options.presence()
                ? permission(Access.PRESENCE.allows(options, user, subscribed))
                : Optional.of(ProtocolError.NOT_AVAILABLE);
    }

    /** 108 where no history is kept. */
    public Optional<ProtocolError> history(String user, boolean subscribed) {
        if (always != null) {
            return Optional.of(always);
        }
        return options.history()
                ? permission(Access.HISTORY.allows(options, user, subscribed))
                : Optional.of(ProtocolError.NOT_AVAILABLE);
    }

    private static Optional<ProtocolError> permission(boolean allowed) {
        return allowed ? Optional.empty() : Optional.of(ProtocolError.PERMISSION_DENIED);
    }

    /** Returns whether a new subscription recovers after a reconnect. */
    public boolean recoverable(String user, boolean requested) {
        return options.history()
                && (options.flag(ChannelOption.FORCE_RECOVERY)
                        || (requested
                                && (options.flag(ChannelOption.ALLOW_RECOVERY)
                                        || Access.HISTORY.allows(options, user, true))));
    }

    /** Returns whether a new subscription is told when it may have missed a publication. */
    public boolean positioned(String user, boolean requested) {
        return options.history()
                && (options.flag(ChannelOption.FORCE_POSITIONING)
                        || (requested
                                && (options.flag(ChannelOption.ALLOW_POSITIONING)
                                        || Access.HISTORY.allows(options, user, true))));
    }

    /** Returns whether a new subscription gets join and leave pushes. */
    public boolean joinLeave(String user, boolean requested) {
        return options.joinLeave()
                && (options.flag(ChannelOption.FORCE_PUSH_JOIN_LEAVE)
                        || (requested && Access.PRESENCE.allows(options, user, true)));
    }
}
