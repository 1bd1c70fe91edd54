package scf.websocket.channels.codec;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.event.Utf8;

/** Writes the fields of a message. Leaves out fields that are zero, false or empty. Not thread-safe. */
final class ProtobufMessage {
    private static final int BUFFER_BYTES = 256;

    private interface Write {
        void run() throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_BYTES);

    void string(int field, String value) {
        if (!value.isEmpty()) {
            write(() -> out.writeString(field, Utf8.wellFormed(value)));
        }
    }

    void flag(int field, boolean value) {
        if (value) {
            write(() -> out.writeBool(field, true));
        }
    }

    /** @param value an unsigned integer */
    void uint32(int field, int value) {
        if (value != 0) {
            write(() -> out.writeUInt32(field, value));
        }
    }

    /** @param value not negative; the encoding of int64 and uint64 is the same */
    void int64(int field, long value) {
        if (value != 0) {
            write(() -> out.writeUInt64(field, value));
        }
    }

    void data(int field, Optional<JsonData> data) {
        data.ifPresent(json -> bytes(field, Utf8.encode(json.text())));
    }

    /** Writes a message, an empty one too. */
    void message(int field, ProtobufMessage message) {
        bytes(field, message.toByteArray());
    }

    void entry(int field, String key, ProtobufMessage value) {
        ProtobufMessage entry = new ProtobufMessage();
        entry.string(1, key);
        entry.message(2, value);
        message(field, entry);
    }

    void entries(int field, Map<String, String> map) {
        for (Map.Entry<String, String> each : map.entrySet()) {
            ProtobufMessage entry = new ProtobufMessage();
            entry.string(1, each.getKey());
            entry.string(2, each.getValue());
            message(field, entry);
        }
    }

    /** Writes a message with its length before it and no field number, as frames hold them. */
    void delimited(ProtobufMessage message) {
        byte[] content = message.toByteArray();
        write(() -> {
            out.writeUInt32NoTag(content.length);
            out.writeRawBytes(content);
        });
    }

    private void bytes(int field, byte[] value) {
        write(() -> out.writeByteArray(field, value));
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
    }

    byte[] toByteArray() {
        write(out::flush);
        return bytes.toByteArray();
    }
}
