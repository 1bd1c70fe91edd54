package scf.websocket.gateway.extension;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts values out of JSON without building a tree. */
final class JsonSlices {
    private static final byte[] NO_OBJECT = {};

    private JsonSlices() {}

    /** Whether the parser reads UTF-8; other encodings have no offsets. */
    static boolean isPossible(JsonParser parser) {
        return parser.currentTokenLocation().getByteOffset() >= 0;
    }

    /**
     * Returns the elements of the list at which the parser is; an element that is no object becomes empty bytes.
     *
     * @param source the bytes that the parser reads
     * @throws MalformedExtension if it is no list, or has too many elements
     */
    static List<byte[]> list(String name, JsonParser parser, byte[] source, int most) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedExtension(name + " must be a list");
        }
        List<byte[]> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() == most) {
                throw new MalformedExtension(name + " must have at most " + most + " elements");
            }
            elements.add(parser.currentToken() == JsonToken.START_OBJECT ? value(parser, source) : NO_OBJECT);
            parser.skipChildren();
        }
        return elements;
    }

    /** Returns the object or list at which the parser is, and moves to its end. */
    static byte[] value(JsonParser parser, byte[] source) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Arrays.copyOfRange(
                source, (int) start, (int) parser.currentLocation().getByteOffset());
    }
}
