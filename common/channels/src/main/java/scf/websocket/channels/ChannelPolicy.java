package scf.websocket.channels;

import java.util.Optional;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;

/**
 * The decisions of a product, after the options of the channel have allowed a command. {@code CHANNELS_POLICY} names
 * the class, which has a public constructor that takes nothing, the {@link scf.websocket.config.Settings}, or these and
 * the {@code javax.sql.DataSource} of the connection store. Each call runs within the client's event, so it should be
 * short. An exception is answered with error 100. Thread-safe.
 */
public interface ChannelPolicy {
    /** A client subscribes. Allows by default. */
    default PolicyDecision onSubscribe(ClientInfo client, String channel) throws Exception {
        return PolicyDecision.allow();
    }

    /** A client publishes. Allows by default. */
    default PolicyDecision onPublish(ClientInfo client, String channel, JsonData data) throws Exception {
        return PolicyDecision.allow();
    }

    /** A client calls a method; the decision's data is the result. By default there are no methods. */
    default PolicyDecision onRpc(ClientInfo client, String method, Optional<JsonData> data) throws Exception {
        return PolicyDecision.refuse(ProtocolError.METHOD_NOT_FOUND);
    }

    /** A client has subscribed to a channel with presence or join_leave. Does nothing by default. */
    default void onJoin(ClientInfo client, String channel) throws Exception {}

    /**
     * A client has left such a channel, or its connection has ended; not called for connections that only the sweep
     * finds ended. An exception is logged. Does nothing by default.
     */
    default void onLeave(ClientInfo client, String channel) throws Exception {}
}
