package scf.websocket.gateway.options;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.route.Route;
import scf.websocket.gateway.route.RouteConflicts;
import scf.websocket.gateway.route.RouteException;

/**
 * The {@code --routes} file: {@code {"routes":[{"path":…,"api-id":…,"register":…,…},…]}}. At most {@value #MAX_BYTES}
 * bytes.
 */
final class RouteFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final GatewayOptions options;

    /** @param options the command line, which provides the defaults */
    RouteFile(Path file, GatewayOptions options) {
        this.file = file;
        this.options = options;
    }

    /** @throws RouteException naming the file, the key, and what is allowed */
    List<Route> read() {
        JsonNode root = json();
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("routes")) {
                throw wrong(name, "there is no such key; there is routes");
            }
        }
        JsonNode list = root.path("routes");
        if (!list.isArray() || list.isEmpty()) {
            throw wrong("routes", "must be a list with at least one API");
        }
        List<Route> routes = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            routes.add(route("routes[" + i + "]", list.get(i)));
        }
        RouteConflicts.check(routes);
        return routes;
    }

    private JsonNode json() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new RouteException(file + " is larger than " + MAX_BYTES + " bytes", null);
            }
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (root == null || !root.isObject()) {
                throw new RouteException(file + " must hold an object with routes", null);
            }
            return root;
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            // Drop the rest of the parser's message; anything but a syntax error it describes in Java terms.
            String problem = e instanceof JsonParseException
                    ? e.getOriginalMessage().split(" \\(start marker|\n", 2)[0]
                    : "nothing may follow the object with routes";
            throw new RouteException(file + line + ": " + problem, e);
        } catch (CharConversionException e) {
            // Leading zero bytes look like UTF-32.
            throw new RouteException(file + " is not JSON in UTF-8", e);
        } catch (IOException e) {
            throw new RouteException(file + " cannot be read: " + Failures.line(e), e);
        }
    }

    private Route route(String where, JsonNode node) {
        if (!node.isObject()) {
            throw wrong(where, "must be an object");
        }
        RouteOptions route = RouteOptions.basedOn(options);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            try {
                route.set(entry.getKey(), entry.getValue());
            } catch (IllegalArgumentException e) {
                throw wrong(where + "." + entry.getKey(), String.valueOf(e.getMessage()));
            }
        }
        try {
            route.check();
        } catch (IllegalArgumentException e) {
            // The message names the option, which is the key after its dashes.
            String message = String.valueOf(e.getMessage());
            throw new RouteException(
                    file + ": " + where + "." + (message.startsWith("--") ? message.substring(2) : message), e);
        }
        return route.route(file + ": " + where + ".");
    }

    private RouteException wrong(String where, String message) {
        return new RouteException(file + ": " + where + ": " + message, null);
    }
}
