package scf.websocket.channels;

import java.util.Optional;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;

/**
 * The decisions of a product, after the options of the channel have allowed a command. {@code CHANNELS_POLICY} names
 * the class, which has a public constructor that takes nothing, the {@link scf.websocket.config.Settings}, or these and
 * the {@code javax.sql.DataSource} of the connection store. Each call runs within the client's event, so it should be
 * short. An exception of a decision is answered with error 100. Thread-safe.
 */
public interface ChannelPolicy {
    /** A client subscribes. Allows by default. */
    default PolicyDecision onSubscribe(ChannelClient client, String channel) throws Exception {
        return PolicyDecision.allow();
    }

    /**
     * A client publishes. Allows by default. A word filter refuses with a code of its own, or replaces:
     *
     * <pre>{@code
     * public PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) {
     *     if (BANNED.matcher(data.text()).find()) {
     *         return PolicyDecision.refuse(ProtocolError.ofApplication(450, "mind your words", false));
     *     }
     *     Matcher rude = RUDE.matcher(data.text());
     *     return rude.find()
     *             ? PolicyDecision.allow(JsonData.parse(rude.replaceAll("***")).orElseThrow())
     *             : PolicyDecision.allow();
     * }
     * }</pre>
     *
     * <p>The text is JSON as the client wrote it, in which an escape (a backslash, u and four digits) may hide a letter: a
     * filter that must not miss one parses it.
     */
    default PolicyDecision onPublish(ChannelClient client, String channel, JsonData data) throws Exception {
        return PolicyDecision.allow();
    }

    /**
     * A client calls a method, with at most 65,536 bytes; the decision's data is the result, which must fit into half a
     * message of the gateway. By default there are no methods.
     */
    default PolicyDecision onRpc(ChannelClient client, String method, Optional<JsonData> data) throws Exception {
        return PolicyDecision.refuse(ProtocolError.METHOD_NOT_FOUND);
    }

    /** A client has subscribed to a channel with presence or join_leave. An exception is logged. Does nothing by default. */
    default void onJoin(ClientInfo client, String channel) throws Exception {}

    /**
     * A client has left such a channel, or its connection has ended; not called for connections that only the sweep
     * finds ended. An exception is logged. Does nothing by default.
     */
    default void onLeave(ClientInfo client, String channel) throws Exception {}
}
