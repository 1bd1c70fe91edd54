package scf.websocket.gateway.options;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.address.ApiPath;
import scf.websocket.gateway.connection.HeartbeatRule;
import scf.websocket.gateway.extension.Heartbeats;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.route.Route;
import scf.websocket.gateway.security.OriginRule;

/**
 * The options of one API. A key in the route file is a command-line option without its dashes, and defaults to its
 * value on the command line; {@link FunctionOptions} and {@link ConnectionOptions} define the keys.
 */
final class RouteOptions {
    private static final String API_ID_FORM = "[\\w.-]{1,128}";
    private static final String PATH = "path";
    private static final String STAGE = "stage";
    private static final String API_ID = "api-id";
    private static final String ALLOW_ORIGIN = "allow-origin";

    final FunctionOptions functions = new FunctionOptions();
    final ConnectionOptions connections = new ConnectionOptions();
    List<String> path = List.of();

    @Nullable String stage;

    String apiId = "";

    /** Pages that may connect. */
    List<String> allowOrigin = List.of();

    private final int largestMessage;

    private final SecurityOptions security;

    private final boolean strict;

    private RouteOptions(GatewayOptions options) {
        this.largestMessage = options.connections.maxMessage;
        this.security = options.security;
        this.strict = options.operation.strict;
    }

    /** Returns a route with the defaults of the command line. */
    static RouteOptions basedOn(GatewayOptions options) {
        RouteOptions route = new RouteOptions(options);
        copy(options.functions, route.functions);
        copy(options.connections, route.connections);
        route.allowOrigin = options.security.allowOrigin;
        route.stage = options.listeners.stage;
        return route;
    }

    private static void copy(Object from, Object to) {
        for (Field field : fields(from).values()) {
            try {
                field.set(to, field.get(from));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("options are public", e);
            }
        }
    }

    /** Maps the names of options, without dashes, to their fields. */
    private static Map<String, Field> fields(Object options) {
        Map<String, Field> fields = new TreeMap<>();
        for (Field field : options.getClass().getFields()) {
            Option option = field.getAnnotation(Option.class);
            if (option != null) {
                fields.put(option.names()[0].substring(2), field);
            }
        }
        return fields;
    }

    /** Returns all keys, sorted. */
    private static SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>(List.of(PATH, STAGE, API_ID, ALLOW_ORIGIN));
        keys.addAll(fields(new FunctionOptions()).keySet());
        keys.addAll(fields(new ConnectionOptions()).keySet());
        return keys;
    }

    /**
     * @throws IllegalArgumentException if there is no such key or the value has the wrong type; the message names what
     * is allowed, but not the key
     */
    void set(String key, JsonNode value) {
        switch (key) {
            case PATH -> path = value.isArray() ? texts(value) : List.of(text(value));
            case STAGE -> stage = text(value);
            case API_ID -> apiId = text(value);
            case ALLOW_ORIGIN -> allowOrigin = some(texts(value));
            default -> setField(key, value);
        }
    }

    private void setField(String key, JsonNode value) {
        for (Object options : List.of(functions, connections)) {
            Field field = fields(options).get(key);
            if (field != null) {
                try {
                    field.set(options, convert(value, field.getType()));
                    return;
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("options are public", e);
                }
            }
        }
        throw new IllegalArgumentException("there is no such key; there are " + String.join(", ", keys()));
    }

    private static Object convert(JsonNode value, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw new IllegalArgumentException("must be a whole number");
            }
            return value.intValue();
        }
        if (type == boolean.class || type == Boolean.class) {
            if (!value.isBoolean()) {
                throw new IllegalArgumentException("must be true or false");
            }
            return value.booleanValue();
        }
        if (type == FunctionTarget.class) {
            return FunctionTarget.parse(text(value));
        }
        if (type == HeartbeatRule.class) {
            return Heartbeats.ofOption(value.isTextual() ? value.textValue() : value.toString());
        }
        return type.isEnum() ? constant(text(value), type) : text(value);
    }

    private static Object constant(String name, Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String lower = constant.toString().toLowerCase(Locale.ROOT);
            if (lower.equals(name)) {
                return constant;
            }
            names.add(lower);
        }
        throw new IllegalArgumentException("must be " + String.join(" or ", names));
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("must be a string");
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode value) {
        if (!value.isArray()) {
            throw new IllegalArgumentException("must be a list of strings");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(text(element)));
        return List.copyOf(texts);
    }

    /** Rejects an empty list of origins, which would admit everyone. */
    private static List<String> some(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("must not be empty: leave it out to use the command line's");
        }
        return texts;
    }

    /** @throws IllegalArgumentException for the first invalid path; the message names the option */
    private List<ApiPath> paths() {
        return Paths.parse(path, stage);
    }

    /**
     * Returns the route. Call {@link #check} first.
     *
     * @param where precedes the names of keys in messages
     */
    Route route(String where) {
        return new Route(
                where,
                paths(),
                apiId,
                functions.functions(),
                connections.settings(),
                functions.onMessageFailure == FunctionOptions.MessageFailure.KEEP,
                OriginRule.of(allowOrigin));
    }

    /** @throws IllegalArgumentException for the first invalid option; the message names it */
    void check() {
        paths();
        Bounds.form("--api-id", apiId, API_ID_FORM, "api-chat");
        OriginRule.of(allowOrigin);
        security.checkCookies(allowOrigin);
        functions.check();
        functions.checkTargets();
        connections.check(strict);
        // The push listener's body limit follows the command line, so a reload must not exceed it.
        Bounds.between("--max-message", connections.maxMessage, 1, largestMessage);
    }
}
