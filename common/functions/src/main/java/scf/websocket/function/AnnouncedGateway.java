package scf.websocket.function;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import scf.websocket.app.UnsupportedFeatureException;
import scf.websocket.event.Announcement;
import scf.websocket.event.Feature;
import scf.websocket.push.Message;

/** What the gateway of an event can do, and which messages it accepts. Not thread-safe. */
final class AnnouncedGateway {
    /** What we take for accepted by any gateway. Far below the default limit, and far above most messages. */
    static final int SURELY_ACCEPTED_BYTES = 16 << 10;

    private final Set<Feature> features;
    private final String answerKey;
    private final OptionalInt maxMessageBytes;
    private int accepted = SURELY_ACCEPTED_BYTES;

    /** @param pushesInAnswers false if functions are to post all pushes */
    AnnouncedGateway(Announcement announcement, boolean pushesInAnswers) {
        Set<Feature> usable = EnumSet.noneOf(Feature.class);
        usable.addAll(announcement.features());
        if (!pushesInAnswers) {
            usable.remove(Feature.PUSHES);
        }
        this.features = Collections.unmodifiableSet(usable);
        this.answerKey = announcement.answerKey();
        this.maxMessageBytes = announcement.maxMessageBytes();
    }

    Set<Feature> features() {
        return features;
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** @throws UnsupportedFeatureException without the feature */
    void require(Feature feature) {
        if (!has(feature)) {
            throw new UnsupportedFeatureException(feature);
        }
    }

    String answerKey() {
        return answerKey;
    }

    OptionalInt maxMessageBytes() {
        return maxMessageBytes;
    }

    /** Tells the size of a client's message, which the gateway has accepted. */
    void accepted(int bytes) {
        accepted = Math.max(accepted, bytes);
    }

    /** Returns whether the gateway would refuse the message; if it left with the answer, nobody would see that. */
    boolean refuses(Message message) {
        return maxMessageBytes.isPresent() && message.payloadBytes() > maxMessageBytes.getAsInt();
    }

    /** Returns whether the gateway certainly accepts the message. */
    boolean accepts(Message message) {
        return message.payloadBytes() <= maxMessageBytes.orElse(accepted);
    }
}
