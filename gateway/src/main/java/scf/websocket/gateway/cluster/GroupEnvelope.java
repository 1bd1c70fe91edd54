package scf.websocket.gateway.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.group.GroupKey;

/**
 * A message of a group on its way between nodes: version, sender, kind, group, then the message itself. Messages of
 * another version and damaged ones are ignored. Immutable.
 */
public final class GroupEnvelope {
    private static final int VERSION = 1;
    private static final int NO_KIND = 0;

    private final long sender;
    private final int kind;
    private final GroupKey group;
    private final byte[] message;

    /**
     * @param sender a random number of the sending gateway, which gets its own messages back
     * @param message must not be modified any more
     */
    public GroupEnvelope(long sender, int kind, GroupKey group, byte[] message) {
        this.sender = sender;
        this.kind = kind;
        this.group = group;
        this.message = message;
    }

    /** Returns a message that every node ignores. */
    public static GroupEnvelope probe() {
        return new GroupEnvelope(0, NO_KIND, new GroupKey("", ExtensionFields.EVERYBODY), new byte[0]);
    }

    public long sender() {
        return sender;
    }

    public int kind() {
        return kind;
    }

    public GroupKey group() {
        return group;
    }

    /** Returns the message, not to be modified. */
    public byte[] message() {
        return message;
    }

    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(sender);
            out.writeByte(kind);
            out.writeUTF(group.apiId());
            out.writeUTF(group.name());
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Returns empty for a message of another version, or a damaged one. */
    public static Optional<GroupEnvelope> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            long sender = in.readLong();
            int kind = in.readUnsignedByte();
            GroupKey group = new GroupKey(in.readUTF(), in.readUTF());
            return GroupKey.isName(group.name())
                    ? Optional.of(new GroupEnvelope(sender, kind, group, in.readAllBytes()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
