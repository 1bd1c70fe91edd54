package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Extension: the {@code gateway} object of an event. A bean for the runtime; any property may be null, and none is
 * validated: see {@link Announcement}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class GatewayPart {
    /** A comma-separated list of {@link Feature}s. */
    private @Nullable String features;

    /** The random key that the answer to this event must repeat. Never logged. */
    private @Nullable String answerKey;

    /** The size of the largest message that the gateway accepts, in bytes. */
    private @Nullable String maxMessage;

    public GatewayPart() {}

    public @Nullable String getFeatures() {
        return features;
    }

    public void setFeatures(@Nullable String features) {
        this.features = features;
    }

    public @Nullable String getAnswerKey() {
        return answerKey;
    }

    public void setAnswerKey(@Nullable String answerKey) {
        this.answerKey = answerKey;
    }

    public @Nullable String getMaxMessage() {
        return maxMessage;
    }

    public void setMaxMessage(@Nullable String maxMessage) {
        this.maxMessage = maxMessage;
    }
}
