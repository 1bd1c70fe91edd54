package scf.websocket.event;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Extension: what the gateway announces in an event. Immutable. */
public final class Announcement {
    /** The announcement of a gateway without extensions, such as Tencent's. */
    public static final Announcement NONE = new Announcement(Collections.emptySet(), "", OptionalInt.empty());

    /** The longest size that fits into an int. */
    private static final int MAX_DIGITS = 9;

    private final Set<Feature> features;
    private final String answerKey;
    private final OptionalInt maxMessageBytes;

    private Announcement(Set<Feature> features, String answerKey, OptionalInt maxMessageBytes) {
        this.features = features;
        this.answerKey = answerKey;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Reads leniently: without a list or a key, nothing is announced. */
    static Announcement of(@Nullable GatewayPart gateway) {
        if (gateway == null) {
            return NONE;
        }
        String list = gateway.getFeatures();
        String key = gateway.getAnswerKey();
        if (list == null || key == null || key.isEmpty()) {
            return NONE;
        }
        Set<Feature> features = Feature.parse(list);
        return features.isEmpty()
                ? NONE
                : new Announcement(Collections.unmodifiableSet(EnumSet.copyOf(features)), key, bytes(gateway));
    }

    private static OptionalInt bytes(GatewayPart gateway) {
        String text = gateway.getMaxMessage();
        if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    /** Returns the features that an answer may use. Unmodifiable. */
    public Set<Feature> features() {
        return features;
    }

    /** Returns the key that makes an answer's extensions count; empty if there are no features. Never log it. */
    public String answerKey() {
        return answerKey;
    }

    /** Returns the size of the largest message that the gateway accepts, in bytes; empty if it does not say. */
    public OptionalInt maxMessageBytes() {
        return maxMessageBytes;
    }

    /** Returns the features only: the key is a secret. */
    @Override
    public String toString() {
        return features.toString();
    }
}
