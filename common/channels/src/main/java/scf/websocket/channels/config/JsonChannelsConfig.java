package scf.websocket.channels.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import scf.websocket.config.Setting;
import scf.websocket.config.SettingsException;

/**
 * Reads {@code {"without_namespace": {OPTIONS}, "namespaces": [{"name": "chat", OPTIONS}], "client": {LIMITS}}}. As with
 * Centrifugo, a namespace inherits nothing. {@code "plain_room": {"path": "/release/websocket", "channel": "chat:lobby"}}
 * is not an option of Centrifugo. Not thread-safe.
 */
final class JsonChannelsConfig {
    private static final int MAX_HISTORY_SIZE = 100_000;
    private static final Pattern NAMESPACE = Pattern.compile("[-a-zA-Z0-9_.]{2,}");

    private final JsonParser parser;
    private ChannelOptions withoutNamespace = ChannelOptions.CLOSED;
    private final Map<String, ChannelOptions> namespaces = new LinkedHashMap<>();
    private @Nullable PlainRoomOptions plainRoom;
    private ClientLimits limits = ClientLimits.DEFAULT;

    private JsonChannelsConfig(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws SettingsException if an option is unknown or malformed */
    static ChannelsConfig parse(String json) {
        try (JsonParser parser = new JsonFactory()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .createParser(json)) {
            return new JsonChannelsConfig(parser).config();
        } catch (IOException e) {
            throw new SettingsException(
                    Setting.CHANNELS_CONFIG.name(),
                    "should be valid JSON, in which no object has a field twice, in objects and arrays as documented.");
        }
    }

    private ChannelsConfig config() throws IOException {
        parser.nextToken();
        require(JsonToken.START_OBJECT, "the configuration", "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("without_namespace")) {
                withoutNamespace = options(name, false);
            } else if (name.equals("namespaces")) {
                readNamespaces();
            } else if (name.equals("plain_room")) {
                plainRoom = plainRoom();
            } else if (name.equals("client")) {
                limits = new JsonClientLimits(parser).read(name);
            } else {
                throw unknown(name);
            }
        }
        if (parser.nextToken() != null) {
            throw problem("the configuration", "one object");
        }
        ChannelsConfig config = new ChannelsConfig(withoutNamespace, namespaces, limits, plainRoom);
        if (plainRoom != null && config.rules(plainRoom.channel()).unusable().isPresent()) {
            throw problem("plain_room.channel", "a channel of a namespace that is configured");
        }
        return config;
    }

    private PlainRoomOptions plainRoom() throws IOException {
        require(JsonToken.START_OBJECT, "plain_room", "an object");
        Map<String, String> texts = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            String path = "plain_room." + field;
            if (!field.equals("path") && !field.equals("channel")) {
                throw unknown(path);
            }
            parser.nextToken();
            require(JsonToken.VALUE_STRING, path, "a text");
            texts.put(field, parser.getText());
        }
        String path = texts.getOrDefault("path", "");
        if (!path.startsWith("/")) {
            throw problem("plain_room.path", "stage and path of the API, such as /release/websocket");
        }
        return new PlainRoomOptions(path, texts.getOrDefault("channel", ""));
    }

    private void readNamespaces() throws IOException {
        require(JsonToken.START_ARRAY, "namespaces", "an array of objects");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            options("namespaces[" + namespaces.size() + "]", true);
        }
    }

    /** Reads an object with options; adds it to the namespaces if it has a name. */
    private ChannelOptions options(String where, boolean named) throws IOException {
        require(JsonToken.START_OBJECT, where, "an object");
        Map<ChannelOption, Object> values = new EnumMap<>(ChannelOption.class);
        String namespace = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            String path = where + "." + field;
            parser.nextToken();
            if (named && field.equals("name")) {
                namespace = namespace(path);
            } else {
                ChannelOption option = ChannelOption.named(field).orElseThrow(() -> unknown(path));
                Object value = value(option.type());
                if (value == null) {
                    throw problem(path, option.type().description());
                }
                values.put(option, value);
            }
        }
        ChannelOptions options = new ChannelOptions(values);
        requireConsistent(where, options);
        if (named) {
            if (namespace == null) {
                throw new SettingsException(Setting.CHANNELS_CONFIG.name(), "lacks " + where + ".name.");
            }
            namespaces.put(namespace, options);
        }
        return options;
    }

    private String namespace(String path) throws IOException {
        require(JsonToken.VALUE_STRING, path, "a text");
        String name = parser.getText();
        if (!NAMESPACE.matcher(name).matches() || namespaces.containsKey(name)) {
            throw problem(path, "a unique name of two or more characters, of a-z, A-Z, 0-9, -, _ and .");
        }
        return name;
    }

    /** Returns the value at the current position; null if it is not of the type. */
    private @Nullable Object value(ChannelOption.Type type) throws IOException {
        JsonToken token = parser.currentToken();
        switch (type) {
            case FLAG:
                return token.isBoolean() ? parser.getBooleanValue() : null;
            case SIZE:
                return token == JsonToken.VALUE_NUMBER_INT ? size() : null;
            case DURATION:
                return token == JsonToken.VALUE_STRING
                        ? GoDuration.parse(parser.getText()).orElse(null)
                        : null;
            default:
                return token == JsonToken.VALUE_STRING ? regex() : null;
        }
    }

    private @Nullable Integer size() throws IOException {
        long size = parser.getNumberType() == JsonParser.NumberType.INT ? parser.getLongValue() : -1;
        return size < 0 || size > MAX_HISTORY_SIZE ? null : (Integer) (int) size;
    }

    private @Nullable Pattern regex() throws IOException {
        try {
            return Pattern.compile(parser.getText());
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static void requireConsistent(String where, ChannelOptions options) {
        boolean size = options.historySize() > 0;
        boolean time = options.historyTimeToLive().compareTo(Duration.ZERO) > 0;
        boolean needed = options.flag(ChannelOption.FORCE_RECOVERY)
                || options.flag(ChannelOption.FORCE_POSITIONING)
                || size
                || time;
        if (needed && !(size && time)) {
            throw new SettingsException(
                    Setting.CHANNELS_CONFIG.name(),
                    "sets a history in " + where + " without both history_size and history_ttl.");
        }
    }

    private void require(JsonToken expected, String path, String description) {
        require(parser, expected, path, description);
    }

    static void require(JsonParser parser, JsonToken expected, String path, String description) {
        if (parser.currentToken() != expected) {
            throw problem(path, description);
        }
    }

    static SettingsException problem(String path, String description) {
        return new SettingsException(
                Setting.CHANNELS_CONFIG.name(), "has a malformed value: " + path + " should be " + description + ".");
    }

    static SettingsException unknown(String path) {
        return new SettingsException(
                Setting.CHANNELS_CONFIG.name(), "has an option that does not exist: " + path + ".");
    }
}
