package scf.websocket.testing.gateway;

import java.util.Optional;
import scf.websocket.channels.ChannelClient;
import scf.websocket.channels.ChannelPolicy;
import scf.websocket.channels.PolicyDecision;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;

/** A method that returns what it is called with. */
public final class EchoPolicy implements ChannelPolicy {
    @Override
    public PolicyDecision onRpc(ChannelClient client, String method, Optional<JsonData> data) {
        return method.equals("echo")
                ? data.map(PolicyDecision::allow).orElseGet(PolicyDecision::allow)
                : PolicyDecision.refuse(ProtocolError.METHOD_NOT_FOUND);
    }
}
