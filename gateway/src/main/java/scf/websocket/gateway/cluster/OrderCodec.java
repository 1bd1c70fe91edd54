package scf.websocket.gateway.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import scf.websocket.event.DataType;
import scf.websocket.event.ExtendedPush;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.gateway.tail.TailEpoch;
import scf.websocket.gateway.tail.TailPosition;

/** Encodes the orders in messages between nodes. An order is always at the end of its message. */
final class OrderCodec {
    private static final int SEND = 1;
    private static final int CLOSE = 2;
    private static final int PROBE = 3;
    private static final int JOIN = 4;
    private static final int LEAVE = 5;
    private static final int ORDERED_JOIN = 6;

    /** The limit of {@code --max-message} with Redis, plus the header. */
    private static final int MAX_FRAME_BYTES = 4 * 1024 * 1024 + 10;

    private OrderCodec() {}

    static void write(PushOrder order, DataOutputStream out) throws IOException {
        if (order instanceof PushOrder.Send send) {
            byte[] frame = send.frame().encoded();
            out.writeByte(SEND);
            out.writeInt(frame.length);
            out.write(frame);
        } else if (order instanceof PushOrder.Close close) {
            out.writeByte(CLOSE);
            out.writeShort(close.code());
            out.writeUTF(close.reason());
        } else if (order instanceof PushOrder.Join join) {
            out.writeByte(JOIN);
            writeGroups(join.groups(), out);
        } else if (order instanceof PushOrder.OrderedJoin join) {
            out.writeByte(ORDERED_JOIN);
            writeOrderedJoin(join, out);
        } else if (order instanceof PushOrder.Leave leave) {
            out.writeByte(LEAVE);
            writeGroups(leave.groups(), out);
        } else {
            out.writeByte(PROBE);
        }
    }

    /** @throws IOException if it is damaged, or an order of another version */
    static PushOrder read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case SEND, CLOSE -> readDelivery(kind, in);
            case PROBE -> new PushOrder.Probe();
            case JOIN -> new PushOrder.Join(readGroups(in));
            case LEAVE -> new PushOrder.Leave(readGroups(in));
            case ORDERED_JOIN -> readOrderedJoin(in);
            default -> throw new IOException("an order of another version");
        };
    }

    private static PushOrder.Delivery readDelivery(byte kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case SEND -> new PushOrder.Send(OutboundFrame.ofEncoded(frame(in)));
            case CLOSE -> PushOrder.Close.ofOtherNode(in.readUnsignedShort(), reason(in));
            default -> throw new IOException("not a delivery");
        };
    }

    private static void writeOrderedJoin(PushOrder.OrderedJoin join, DataOutputStream out) throws IOException {
        out.writeUTF(join.group());
        out.writeUTF(join.position().epoch());
        out.writeLong(join.position().after());
        out.writeBoolean(join.position().takes() == DataType.BINARY);
        write(join.lost(), out);
    }

    private static PushOrder readOrderedJoin(DataInputStream in) throws IOException {
        String group = in.readUTF();
        String epoch = in.readUTF();
        TailPosition position =
                new TailPosition(epoch, in.readLong(), in.readBoolean() ? DataType.BINARY : DataType.TEXT);
        if (!GroupKey.isName(group)
                || !TailEpoch.isValid(epoch)
                || position.after() < 0
                || position.after() == Long.MAX_VALUE) {
            throw new IOException("not an ordered join");
        }
        return new PushOrder.OrderedJoin(group, position, readDelivery(in.readByte(), in));
    }

    static void writeGroups(List<String> groups, DataOutputStream out) throws IOException {
        out.writeShort(groups.size());
        for (String group : groups) {
            out.writeUTF(group);
        }
    }

    static List<String> readGroups(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        if (count > ExtendedPush.MAX_GROUPS) {
            throw new IOException("more groups than a push may have");
        }
        Set<String> groups = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            if (!GroupKey.isName(name)) {
                throw new IOException("not the name of a group");
            }
            groups.add(name);
        }
        return List.copyOf(groups);
    }

    /** Returns empty text if the reason is damaged, so that the connection is closed nevertheless. */
    private static String reason(DataInputStream in) {
        try {
            return in.readUTF();
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length > MAX_FRAME_BYTES) {
            throw new IOException("larger than a message may be in a cluster");
        }
        if (length != in.available()) {
            throw new IOException("the frame does not end where the message does");
        }
        return in.readNBytes(length);
    }
}
