package scf.websocket.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.ConnectionId;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.http.BadRequest;
import scf.websocket.gateway.http.JsonBody;
import scf.websocket.gateway.push.PushOrder;

/**
 * The body of {@code POST /admin/close}. It says which connections: one by its id, those that all filters fit, or, in so
 * many words, all.
 *
 * @param id the connection; empty for a filter
 * @param api only connections of this API
 * @param group only members of this group
 * @param address only connections from this address, as in {@link scf.websocket.gateway.session.ConnectionDetails}
 */
record CloseRequest(
        Optional<String> id,
        Optional<String> api,
        Optional<String> group,
        Optional<String> address,
        PushOrder.Close order) {
    private static final Set<String> MEMBERS = Set.of("id", "api", "group", "address", "all", "code", "reason");

    /** @throws BadRequest naming what is wrong */
    static CloseRequest parse(byte[] body) {
        JsonBody members = JsonBody.parse(body, MEMBERS);
        Optional<String> id = members.text("id").map(CloseRequest::checkedId);
        Optional<String> api = members.text("api");
        Optional<String> group = members.text("group").map(CloseRequest::checkedGroup);
        Optional<String> address = members.text("address").map(CloseRequest::canonicalAddress);
        boolean filtered = api.isPresent() || group.isPresent() || address.isPresent();
        boolean all = members.has("all");
        if (all && !members.at("all").equals(BooleanNode.TRUE)) {
            throw new BadRequest("all is true or not there");
        }
        if (id.isPresent() && (group.isPresent() || address.isPresent() || all)) {
            throw new BadRequest("id names one connection, so that nothing but api goes with it");
        }
        if (all && filtered) {
            throw new BadRequest("all means every connection, so that no filter goes with it");
        }
        if (id.isEmpty() && !filtered && !all) {
            throw new BadRequest("say which connections: id, or api, group and address, or all with true");
        }
        return new CloseRequest(id, api, group, address, order(members));
    }

    private static String checkedId(String id) {
        if (!ConnectionId.isValid(id)) {
            throw new BadRequest("id cannot be the id of a connection");
        }
        return id;
    }

    private static String checkedGroup(String name) {
        if (!GroupKey.isName(name)) {
            throw new BadRequest("group cannot be the name of a group");
        }
        return name;
    }

    private static String canonicalAddress(String text) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
        if (address == null) {
            throw new BadRequest("address must be an IP address");
        }
        return NetUtil.toAddressString(address);
    }

    private static PushOrder.Close order(JsonBody members) {
        JsonNode code = members.at("code");
        if (!code.isMissingNode() && !(code.isInt() && CloseCodes.mayBeSent(code.intValue()))) {
            throw new BadRequest("code must be " + CloseCodes.SENDABLE);
        }
        JsonNode reason = members.at("reason");
        if (!reason.isMissingNode() && !(reason.isTextual() && CloseCodes.isReason(reason.textValue()))) {
            throw new BadRequest("reason must be a text of at most " + CloseCodes.MAX_REASON_BYTES + " bytes");
        }
        return new PushOrder.Close(code.asInt(CloseCodes.NORMAL), reason.asText(""));
    }
}
