package scf.websocket.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Parses what the gateway asks about ordered groups. Kept separate so that other events do not load a JSON library. */
final class JsonTails {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTails() {}

    /** @throws EventException 104 unless it is a list of at most {@value ExtensionFields#MAX_TAILS} complete entries */
    static List<TailPull> parse(String json) {
        List<TailPull> pulls = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(parser.currentToken() == JsonToken.START_OBJECT && pulls.size() < ExtensionFields.MAX_TAILS);
                pulls.add(pull(parser));
            }
            require(parser.nextToken() == null);
        } catch (IOException e) {
            throw malformed();
        }
        return Collections.unmodifiableList(pulls);
    }

    private static TailPull pull(JsonParser parser) throws IOException {
        String group = null;
        String epoch = null;
        long after = -1;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals(ExtensionFields.GROUP) && value == JsonToken.VALUE_STRING) {
                group = parser.getText();
            } else if (name.equals(ExtensionFields.EPOCH) && value == JsonToken.VALUE_STRING) {
                epoch = parser.getText();
            } else if (name.equals(ExtensionFields.AFTER) && value == JsonToken.VALUE_NUMBER_INT) {
                after = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        if (group == null || epoch == null || after < 0) {
            throw malformed();
        }
        return new TailPull(group, epoch, after);
    }

    private static void require(boolean isWellFormed) {
        if (!isWellFormed) {
            throw malformed();
        }
    }

    private static EventException malformed() {
        return new EventException(ErrorNumber.MALFORMED_EVENT, "tails is not a list of positions in groups");
    }
}
