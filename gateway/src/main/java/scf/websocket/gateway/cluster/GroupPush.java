package scf.websocket.gateway.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import scf.websocket.event.ExtendedPush;
import scf.websocket.gateway.group.GroupTarget;
import scf.websocket.gateway.push.PushOrder;

/**
 * A push to groups, as one node sends it to the others: once for each of the groups, so that a node that is subscribed to
 * several of them gets it several times. Each copy is for the members of its own group that are in none of the groups
 * before it, so that every member gets one.
 *
 * @param groups all groups of the push, in its order
 * @param place of this copy's group among them
 */
record GroupPush(List<String> groups, int place, Set<String> except, PushOrder.Delivery order) {
    GroupTarget target(String apiId) {
        GroupTarget all = GroupTarget.of(apiId, groups, except);
        return all.isEverybody()
                ? all
                : new GroupTarget(apiId, List.of(groups.get(place)), groups.subList(0, place), except);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            OrderCodec.writeGroups(groups, out);
            out.writeShort(place);
            out.writeShort(except.size());
            for (String id : except) {
                out.writeUTF(id);
            }
            OrderCodec.write(order, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Returns empty for a push of another version, or a damaged one. */
    static Optional<GroupPush> decode(byte[] message) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
            List<String> groups = OrderCodec.readGroups(in);
            int place = in.readUnsignedShort();
            int count = in.readUnsignedShort();
            if (place >= groups.size() || count > ExtendedPush.MAX_RECIPIENTS) {
                return Optional.empty();
            }
            Set<String> except = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                except.add(in.readUTF());
            }
            return OrderCodec.read(in) instanceof PushOrder.Delivery order
                    ? Optional.of(new GroupPush(groups, place, except, order))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
