package scf.websocket.gateway.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import scf.websocket.event.ExtendedPush;
import scf.websocket.gateway.connection.NodeId;
import scf.websocket.gateway.group.GroupKey;
import scf.websocket.gateway.push.DeliveryOutcome;
import scf.websocket.gateway.push.PushOrder;
import scf.websocket.gateway.session.OutboundFrame;

/**
 * Encodes messages between nodes: version, kind, then the fields. A frame is encoded as it is written to sockets.
 * Messages of another version and damaged ones are ignored; their sender times out.
 */
public final class BusCodec {
    private static final int VERSION = 1;
    private static final int REQUEST = 1;
    private static final int ANSWER = 2;
    private static final int BEAT = 3;
    private static final int SEND = 1;
    private static final int CLOSE = 2;
    private static final int PROBE = 3;
    private static final int JOIN = 4;
    private static final int LEAVE = 5;

    /** The limit of {@code --max-message} with Redis, plus the header. */
    private static final int MAX_FRAME_BYTES = 4 * 1024 * 1024 + 10;

    private BusCodec() {}

    public static byte[] encode(BusMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            if (message instanceof BusMessage.Request request) {
                write(request, out);
            } else if (message instanceof BusMessage.Answer answer) {
                out.writeByte(ANSWER);
                out.writeLong(answer.correlation());
                out.writeShort(answer.outcomes().size());
                for (DeliveryOutcome outcome : answer.outcomes()) {
                    out.writeByte(outcome.code());
                }
            } else {
                out.writeByte(BEAT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(BusMessage.Request request, DataOutputStream out) throws IOException {
        out.writeByte(REQUEST);
        out.writeLong(request.correlation());
        out.writeLong(request.sender().value());
        out.writeUTF(request.apiId());
        out.writeShort(request.connectionIds().size());
        for (String id : request.connectionIds()) {
            out.writeUTF(id);
        }
        if (request.order() instanceof PushOrder.Send send) {
            byte[] frame = send.frame().encoded();
            out.writeByte(SEND);
            out.writeInt(frame.length);
            out.write(frame);
        } else if (request.order() instanceof PushOrder.Close close) {
            out.writeByte(CLOSE);
            out.writeShort(close.code());
            out.writeUTF(close.reason());
        } else if (request.order() instanceof PushOrder.Join join) {
            out.writeByte(JOIN);
            writeGroups(join.groups(), out);
        } else if (request.order() instanceof PushOrder.Leave leave) {
            out.writeByte(LEAVE);
            writeGroups(leave.groups(), out);
        } else {
            out.writeByte(PROBE);
        }
    }

    private static void writeGroups(List<String> groups, DataOutputStream out) throws IOException {
        out.writeShort(groups.size());
        for (String group : groups) {
            out.writeUTF(group);
        }
    }

    /** Returns empty for a message of another version, or a damaged one. */
    public static Optional<BusMessage> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            return switch (in.readByte()) {
                case REQUEST -> request(in);
                case ANSWER -> Optional.of(new BusMessage.Answer(in.readLong(), outcomes(in)));
                case BEAT -> Optional.of(new BusMessage.Beat());
                default -> Optional.empty();
            };
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<BusMessage> request(DataInputStream in) throws IOException {
        long correlation = in.readLong();
        NodeId sender = new NodeId(in.readLong());
        String apiId = in.readUTF();
        int count = count(in);
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(in.readUTF());
        }
        PushOrder order = switch (in.readByte()) {
            case SEND -> new PushOrder.Send(OutboundFrame.ofEncoded(frame(in)));
            case CLOSE -> PushOrder.Close.ofOtherNode(in.readUnsignedShort(), reason(in));
            case PROBE -> new PushOrder.Probe();
            case JOIN -> new PushOrder.Join(groups(in));
            case LEAVE -> new PushOrder.Leave(groups(in));
            default -> throw new IOException("an order of another version");
        };
        return Optional.of(new BusMessage.Request(correlation, sender, apiId, order, ids));
    }

    private static List<String> groups(DataInputStream in) throws IOException {
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

    private static List<DeliveryOutcome> outcomes(DataInputStream in) throws IOException {
        int count = count(in);
        List<DeliveryOutcome> outcomes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            outcomes.add(DeliveryOutcome.of(in.readByte()));
        }
        return outcomes;
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        if (count > ExtendedPush.MAX_RECIPIENTS) {
            throw new IOException("more ids than a push may have");
        }
        return count;
    }
}
