package scf.websocket.event;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The extensions of the protocol that a gateway announces in its events, and that a function may use in its answer:
 * {@code docs/protocol.md}.
 */
public enum Feature {
    /** The answer may contain pushes. */
    PUSHES,

    /** The answer may set a text that later events of the connection contain. */
    CONTEXT,

    /** The answer may let the gateway answer or send heartbeats. */
    HEARTBEAT,

    /** The answer may limit the connection's life. */
    DEADLINE,

    /** Pushes may join, leave and address groups, including {@code *}. */
    GROUPS,

    /** Groups may be ordered: sends have numbers, and the gateway asks the function for missing ones. */
    TAILS;

    /** Returns the name in the event's list. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the known features of a comma-separated list; ignores blanks and unknown names. */
    public static Set<Feature> parse(String list) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (String name : list.split(",", -1)) {
            for (Feature feature : values()) {
                if (feature.wireName().equals(name.trim())) {
                    features.add(feature);
                }
            }
        }
        return features;
    }

    /** Returns the list for an event. */
    public static String list(Set<Feature> features) {
        return Arrays.stream(values())
                .filter(features::contains)
                .map(Feature::wireName)
                .collect(Collectors.joining(","));
    }
}
