package scf.websocket.channels.codec;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;

/**
 * Reads the fields of messages. A field of another wire type than in the schema counts as an unknown field, as in
 * Protobuf's generated code. Not thread-safe.
 */
final class ProtobufFields {
    /** Reads one field. */
    interface Reader {
        /**
         * @param wireType {@link #NUMBER}, {@link #BYTES} or another
         * @return false for an unknown field, which the caller skips
         */
        boolean read(int field, int wireType) throws IOException;
    }

    /** The wire type of numbers and flags. */
    static final int NUMBER = 0;

    /** The wire type of texts, bytes and messages. */
    static final int BYTES = 2;

    private static final int WIRE_TYPE_BITS = 3;

    private final CodedInputStream in;
    private boolean allJson = true;

    ProtobufFields(byte[] frame) {
        this.in = CodedInputStream.newInstance(frame);
    }

    boolean isAtEnd() throws IOException {
        return in.isAtEnd();
    }

    /** Reads a message with its length before it. */
    void message(Reader reader) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = tag >>> WIRE_TYPE_BITS;
            if (!reader.read(field, tag & ((1 << WIRE_TYPE_BITS) - 1)) && !in.skipField(tag)) {
                throw new MalformedFrameException("the end of a group that did not begin");
            }
        }
        in.popLimit(outer);
    }

    String string() throws IOException {
        return in.readStringRequireUtf8();
    }

    boolean flag() throws IOException {
        return in.readBool();
    }

    int int32() throws IOException {
        return in.readInt32();
    }

    /** Returns an unsigned integer of 32 bits. */
    int uint32() throws IOException {
        return in.readUInt32();
    }

    long int64() throws IOException {
        return in.readInt64();
    }

    /** Returns an unsigned integer of 64 bits; the greatest long for values above it. */
    long uint64() throws IOException {
        long value = in.readUInt64();
        return value < 0 ? Long.MAX_VALUE : value;
    }

    void skipBytes() throws IOException {
        in.skipRawBytes(in.readRawVarint32());
    }

    /** Returns the JSON in a field; null if it is empty, or is no JSON, which {@link #takeAllJson()} then tells. */
    @Nullable JsonData data() throws IOException {
        byte[] bytes = in.readByteArray();
        if (bytes.length == 0) {
            return null;
        }
        Optional<JsonData> json = JsonData.parse(bytes);
        allJson &= json.isPresent();
        return json.orElse(null);
    }

    /** Returns whether every {@link #data()} since the last call was JSON. */
    boolean takeAllJson() {
        boolean result = allJson;
        allJson = true;
        return result;
    }
}
