package scf.websocket.channels.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The options of a namespace, or of the channels without one. Immutable. */
public final class ChannelOptions {
    /** Everything is off. */
    static final ChannelOptions CLOSED = new ChannelOptions(new EnumMap<>(ChannelOption.class));

    /** By option, of the Java class of its type: Boolean, Integer, Duration, Pattern. */
    private final Map<ChannelOption, Object> values;

    /** @param values valid for their types */
    ChannelOptions(Map<ChannelOption, Object> values) {
        this.values = new EnumMap<>(ChannelOption.class);
        this.values.putAll(values);
    }

    boolean flag(ChannelOption option) {
        return Boolean.TRUE.equals(values.get(option));
    }

    /** Returns whether subscribers are listed. */
    public boolean presence() {
        return flag(ChannelOption.PRESENCE);
    }

    /** Returns whether join and leave pushes exist. */
    public boolean joinLeave() {
        return flag(ChannelOption.JOIN_LEAVE);
    }

    /** Returns how many publications are kept; 0 for none. */
    public int historySize() {
        Object size = values.get(ChannelOption.HISTORY_SIZE);
        return size == null ? 0 : (int) size;
    }

    /** Returns how long publications are kept; zero without history. */
    public Duration historyTimeToLive() {
        Object time = values.get(ChannelOption.HISTORY_TTL);
        return time == null ? Duration.ZERO : (Duration) time;
    }

    /** Returns whether publications are kept. */
    public boolean history() {
        return historySize() > 0;
    }

    boolean accepts(String rest) {
        Object regex = values.get(ChannelOption.CHANNEL_REGEX);
        return regex == null || ((Pattern) regex).matcher(rest).find();
    }
}
