package scf.websocket.channels;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;

/** What a {@link ChannelPolicy} decides. Immutable. */
public final class PolicyDecision {
    private static final PolicyDecision ALLOWED = new PolicyDecision(null, null, false);
    private static final PolicyDecision HANDLED = new PolicyDecision(null, null, true);

    private final @Nullable ProtocolError refusal;
    private final @Nullable JsonData data;
    private final boolean isHandled;

    private PolicyDecision(@Nullable ProtocolError refusal, @Nullable JsonData data, boolean isHandled) {
        this.refusal = refusal;
        this.data = data;
        this.isHandled = isHandled;
    }

    /** Goes on as if there were no policy. */
    public static PolicyDecision allow() {
        return ALLOWED;
    }

    /** Goes on with this data: instead of the client's when it publishes, otherwise for the reply. */
    public static PolicyDecision allow(JsonData data) {
        return new PolicyDecision(null, data, false);
    }

    /** The policy has done what the client wants: for a publish, nothing is stored or sent. */
    public static PolicyDecision handled() {
        return HANDLED;
    }

    /** The client gets this error. */
    public static PolicyDecision refuse(ProtocolError error) {
        return new PolicyDecision(error, null, false);
    }

    public Optional<ProtocolError> refusal() {
        return Optional.ofNullable(refusal);
    }

    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    public boolean isHandled() {
        return isHandled;
    }
}
