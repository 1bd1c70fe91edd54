package scf.websocket.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a request's body. Unknown and duplicate members are errors: ignoring a misspelt one would do more than
 * was asked for.
 */
public final class JsonBody {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode members;

    private JsonBody(JsonNode members) {
        this.members = members;
    }

    /** @throws BadRequest if the body is not an object with these members, of which none is required */
    public static JsonBody parse(byte[] body, Set<String> names) {
        JsonNode members;
        try {
            members = MAPPER.readTree(body);
        } catch (IOException e) {
            throw new BadRequest("the body is not JSON");
        }
        if (!members.isObject()) {
            throw new BadRequest("the body must be a JSON object");
        }
        members.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new BadRequest("the body takes " + String.join(", ", new TreeSet<>(names)));
            }
        });
        return new JsonBody(members);
    }

    /** Returns a member as it is; a missing node if there is none. */
    public JsonNode at(String name) {
        return members.path(name);
    }

    public boolean has(String name) {
        return members.has(name);
    }

    /**
     * Returns a text that is not empty.
     *
     * @throws BadRequest if the member is something else
     */
    public Optional<String> text(String name) {
        JsonNode value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new BadRequest(name + " must be a text");
        }
        return Optional.of(value.textValue());
    }

    /** @throws BadRequest if the member is missing, or not a text */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> new BadRequest(name + " is missing"));
    }

    /** @throws BadRequest if the member is not a whole number in these bounds */
    public Optional<Long> number(String name, long least, long most) {
        JsonNode value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw new BadRequest(name + " must be a number from " + least + " to " + most);
        }
        return Optional.of(value.longValue());
    }

    /** @throws BadRequest if the member is neither true nor false */
    public Optional<Boolean> flag(String name) {
        JsonNode value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw new BadRequest(name + " must be true or false");
        }
        return Optional.of(value.booleanValue());
    }
}
