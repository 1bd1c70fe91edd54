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

    /** Goes on as if there were no policy. For a call, the result is empty. */
    public static PolicyDecision allow() {
        return ALLOWED;
    }

    /**
     * Goes on with this data.
     *
     * @param data what is published instead of the client's data; otherwise {@code data} of the reply. A
     *     publication that is too large is answered with error 106
     */
    public static PolicyDecision allow(JsonData data) {
        return new PolicyDecision(null, data, false);
    }

    /** The policy has done what the client wants: for a publish, nothing is stored or sent. Otherwise as {@link #allow()}. */
    public static PolicyDecision handled() {
        return HANDLED;
    }

    /**
     * Refuses the command; the connection stays open.
     *
     * @param error the reply; {@link ProtocolError#ofApplication} makes one of your own. After a temporary one, clients
     *     repeat a subscribe by themselves
     */
    public static PolicyDecision refuse(ProtocolError error) {
        return new PolicyDecision(error, null, false);
    }

    /** Returns the error for the client; empty if the command is not refused. */
    public Optional<ProtocolError> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Returns the data that takes the place of the client's, or is the reply's. */
    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    /** Returns whether nothing remains to be done. */
    public boolean isHandled() {
        return isHandled;
    }
}
