package scf.websocket.channels.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.SettingsException;

/** Reads the buckets of one limit. Not thread-safe. */
final class JsonRateBuckets {
    static final String ENABLED = "enabled";

    private static final int MAX_RATE = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final JsonParser parser;

    JsonRateBuckets(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads {@code {"enabled": true, "buckets": [...]}}; returns no bucket if it is off. */
    List<RateBucket> read(String path, String name) throws IOException {
        List<RateBucket> buckets = new ArrayList<>();
        Boolean enabled = null;
        JsonChannelsConfig.require(parser, JsonToken.START_OBJECT, path, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String inner = path + "." + parser.currentName();
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals(ENABLED)) {
                enabled = flag(inner);
            } else if (field.equals("buckets")) {
                JsonChannelsConfig.require(parser, JsonToken.START_ARRAY, inner, "an array of objects");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    int index = buckets.size();
                    buckets.add(bucket(inner + "[" + index + "]", index == 0 ? name : name + index));
                }
            } else {
                throw JsonChannelsConfig.unknown(inner);
            }
        }
        if (!isOn(enabled, path)) {
            return List.of();
        }
        if (buckets.isEmpty()) {
            throw JsonChannelsConfig.problem(path, "an object with buckets");
        }
        return buckets;
    }

    private RateBucket bucket(String path, String name) throws IOException {
        Duration interval = null;
        int rate = 0;
        JsonChannelsConfig.require(parser, JsonToken.START_OBJECT, path, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String inner = path + "." + parser.currentName();
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("interval")) {
                interval = value == JsonToken.VALUE_STRING
                        ? GoDuration.parse(parser.getText()).orElse(null)
                        : null;
                if (interval == null || interval.isZero() || interval.compareTo(LONGEST) > 0) {
                    throw JsonChannelsConfig.problem(inner, "a duration such as \"1s\", of at most 24h");
                }
            } else if (field.equals("rate")) {
                boolean isInt =
                        value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT;
                rate = isInt ? parser.getIntValue() : 0;
                if (rate < 1 || rate > MAX_RATE) {
                    throw JsonChannelsConfig.problem(inner, "a number from 1 to " + MAX_RATE);
                }
            } else {
                throw JsonChannelsConfig.unknown(inner);
            }
        }
        return bucket(path, name, interval, rate);
    }

    private static RateBucket bucket(String path, String name, @Nullable Duration interval, int rate) {
        if (interval == null || rate == 0) {
            throw new SettingsException(
                    Setting.CHANNELS_CONFIG.name(), "lacks " + path + (rate == 0 ? ".rate." : ".interval."));
        }
        try {
            return RateBucket.of(name, interval, rate);
        } catch (IllegalArgumentException e) {
            throw JsonChannelsConfig.problem(path, "at most one operation in a microsecond");
        }
    }

    boolean flag(String path) throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw JsonChannelsConfig.problem(path, "true or false");
        }
        return parser.getBooleanValue();
    }

    /** As with Centrifugo, nothing is on without being told; unlike there, forgetting it is an error. */
    static boolean isOn(@Nullable Boolean enabled, String path) {
        if (enabled == null) {
            throw new SettingsException(Setting.CHANNELS_CONFIG.name(), "lacks " + path + ".enabled.");
        }
        return enabled;
    }
}
