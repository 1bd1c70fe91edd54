package scf.websocket.channels.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.JsonData;

/**
 * Reads the fields of objects, typed. A null counts as an absent field. A value of another type is a {@link
 * MalformedJsonException}, invalid JSON another {@link IOException}. Not thread-safe.
 */
public final class JsonFields implements AutoCloseable {
    private static final int UINT64_BITS = 64;

    /** Without a table of field names: clients choose them, and could make its slots collide. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonData.MAX_DEPTH)
                    .build())
            .build();

    private final String text;
    private final JsonParser parser;

    /** Starts before the outermost value: see {@link #enter()}. */
    public JsonFields(String text) throws IOException {
        this.text = text;
        this.parser = FACTORY.createParser(text);
        parser.nextToken();
    }

    /** Enters the object at the current position. */
    public void enter() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedJsonException("no object");
        }
    }

    /** Moves to the next field's value and returns the field's name; null behind the object's last. */
    public @Nullable String next() throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    /** @throws IOException if anything follows the outermost object */
    public void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("more than an object");
        }
    }

    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    public void skip() throws IOException {
        parser.skipChildren();
    }

    public String string() throws IOException {
        if (isNull()) {
            return "";
        }
        require(parser.currentToken() == JsonToken.VALUE_STRING);
        return parser.getText();
    }

    public boolean flag() throws IOException {
        if (isNull()) {
            return false;
        }
        require(parser.currentToken().isBoolean());
        return parser.getBooleanValue();
    }

    public long int64() throws IOException {
        if (isNull()) {
            return 0;
        }
        require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT);
        return parser.getLongValue();
    }

    public int int32() throws IOException {
        long value = int64();
        require(value == (int) value);
        return (int) value;
    }

    /** Returns an unsigned integer of 32 bits. */
    public int uint32() throws IOException {
        long value = int64();
        require(value == Integer.toUnsignedLong((int) value));
        return (int) value;
    }

    /** Returns a time in seconds since the epoch of Unix, rounded down. */
    public long seconds() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                ? (long) Math.floor(parser.getDoubleValue())
                : int64();
    }

    /** Returns one text, or the texts of an array. */
    public List<String> strings() throws IOException {
        List<String> strings = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            if (!isNull()) {
                strings.add(string());
            }
            return strings;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.VALUE_STRING);
            strings.add(parser.getText());
        }
        return strings;
    }

    /** Returns an unsigned integer of 64 bits; the greatest long for values above it. */
    public long uint64() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            BigInteger value = parser.getBigIntegerValue();
            require(value.signum() > 0 && value.bitLength() <= UINT64_BITS);
            return Long.MAX_VALUE;
        }
        long value = int64();
        require(value >= 0);
        return value;
    }

    /** Returns any value as it is; a null, too. */
    public JsonData data() throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        return JsonData.ofValid(
                text.substring(start, (int) parser.currentLocation().getCharOffset()));
    }

    /** Returns the values of an array as they are; none for a null. */
    public List<JsonData> elements() throws IOException {
        List<JsonData> elements = new ArrayList<>();
        if (isNull()) {
            return elements;
        }
        require(parser.currentToken() == JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(data());
        }
        return elements;
    }

    /** Returns all values of the text as they are, instead of {@link #enter()}: any number, one behind another. */
    public List<JsonData> values() throws IOException {
        List<JsonData> values = new ArrayList<>();
        while (parser.currentToken() != null) {
            values.add(data());
            parser.nextToken();
        }
        return values;
    }

    private static void require(boolean valid) throws IOException {
        if (!valid) {
            throw new MalformedJsonException("a field of another type");
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
