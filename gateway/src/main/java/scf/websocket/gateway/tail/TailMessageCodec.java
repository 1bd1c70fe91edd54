package scf.websocket.gateway.tail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.session.OutboundFrame;

/** Encodes numbered messages between nodes: version, epoch, number, then text and binary as frames. */
final class TailMessageCodec {
    private static final int VERSION = 1;

    private TailMessageCodec() {}

    static byte[] encode(TailMessage message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.bytes());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(message.epoch());
            out.writeLong(message.seq());
            write(message.text(), out);
            write(message.binary(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable OutboundFrame frame, DataOutputStream out) throws IOException {
        byte[] bytes = frame == null ? new byte[0] : frame.encoded();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Returns empty for a message of another version, or a damaged one. */
    static Optional<TailMessage> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            String epoch = in.readUTF();
            long seq = in.readLong();
            OutboundFrame text = frame(in, true);
            OutboundFrame binary = frame(in, false);
            boolean isWhole = in.available() == 0 && TailEpoch.isValid(epoch) && seq > 0 && seq < Long.MAX_VALUE;
            return isWhole ? Optional.of(new TailMessage(epoch, seq, text, binary)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable OutboundFrame frame(DataInputStream in, boolean isText) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("the frame is longer than the message");
        }
        if (length == 0) {
            return null;
        }
        OutboundFrame frame = OutboundFrame.ofEncoded(in.readNBytes(length));
        if (frame.isText() != isText) {
            throw new IOException("a frame of the other type");
        }
        return frame;
    }
}
