package scf.websocket.channels.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the member {@code client} of {@code CHANNELS_CONFIG}: {@code {"rate_limit": {"client_command": {"enabled": true,
 * "publish": {"enabled": true, "buckets": [{"interval": "1s", "rate": 5}]}}}}}. Not thread-safe.
 */
final class JsonClientLimits {
    static final String ERRORS = "errors";

    private static final String TOTAL = "total";
    private static final String DEFAULT = "default";

    /** Of one kind of limits: the gateway keeps the state of a connection. */
    private static final int MAX_BUCKETS = 6;

    private static final int MAX_ERROR_BUCKETS = 2;

    private final JsonParser parser;
    private final JsonRateBuckets buckets;

    JsonClientLimits(JsonParser parser) {
        this.parser = parser;
        this.buckets = new JsonRateBuckets(parser);
    }

    /** Starts at the object. */
    ClientLimits read(String path) throws IOException {
        ClientLimits limits = ClientLimits.DEFAULT;
        JsonChannelsConfig.require(parser, JsonToken.START_OBJECT, path, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String inner = inner(path);
            if (!parser.currentName().equals("rate_limit")) {
                throw JsonChannelsConfig.unknown(inner);
            }
            parser.nextToken();
            limits = kinds(inner);
        }
        return limits;
    }

    private String inner(String path) throws IOException {
        return path + "." + parser.currentName();
    }

    private ClientLimits kinds(String path) throws IOException {
        ClientLimits limits = ClientLimits.DEFAULT;
        JsonChannelsConfig.require(parser, JsonToken.START_OBJECT, path, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String inner = inner(path);
            String kind = parser.currentName();
            parser.nextToken();
            switch (kind) {
                case "client_command":
                    limits = limits.withConnection(kind(inner, false, false));
                    break;
                case "user_command":
                    limits = limits.withUser(kind(inner, true, false));
                    break;
                case "client_error":
                    limits = limits.withErrors(kind(inner, false, true));
                    break;
                default:
                    throw JsonChannelsConfig.unknown(inner);
            }
        }
        return limits;
    }

    /** Reads the limits of one kind, and the switch that turns them on. */
    private RateLimits kind(String path, boolean hasConnect, boolean isErrors) throws IOException {
        Map<Operation, List<RateBucket>> own = new EnumMap<>(Operation.class);
        List<RateBucket> others = new ArrayList<>();
        List<RateBucket> total = new ArrayList<>();
        Boolean enabled = null;
        int count = 0;
        JsonChannelsConfig.require(parser, JsonToken.START_OBJECT, path, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String inner = inner(path);
            parser.nextToken();
            Optional<Operation> operation = isErrors ? Optional.empty() : Operation.named(name);
            boolean isKnown = operation.isPresent()
                    ? hasConnect || operation.get() != Operation.CONNECT
                    : name.equals(TOTAL) || (name.equals(DEFAULT) && !isErrors);
            if (name.equals(JsonRateBuckets.ENABLED)) {
                enabled = buckets.flag(inner);
            } else if (isKnown) {
                List<RateBucket> read = buckets.read(inner, isErrors ? ERRORS : name);
                count += read.size();
                if (operation.isPresent() && !read.isEmpty()) {
                    own.put(operation.get(), read);
                } else {
                    (name.equals(TOTAL) ? total : others).addAll(read);
                }
            } else {
                throw JsonChannelsConfig.unknown(inner);
            }
        }
        if (!JsonRateBuckets.isOn(enabled, path)) {
            return RateLimits.NONE;
        }
        int most = isErrors ? MAX_ERROR_BUCKETS : MAX_BUCKETS;
        if (count == 0 || count > most) {
            throw JsonChannelsConfig.problem(path, "an object with 1 to " + most + " buckets");
        }
        return new RateLimits(own, others, total);
    }
}
