package scf.websocket.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes beans as JSON, with their properties in alphabetical order. */
final class JsonReplies {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String GETTER = "get";

    private JsonReplies() {}

    static String write(Reply reply) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String) {
            json.writeString((String) value);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean) {
            json.writeBoolean((Boolean) value);
        } else {
            json.writeStartObject();
            for (Map.Entry<String, Object> property : properties(value).entrySet()) {
                json.writeFieldName(property.getKey());
                write(json, property.getValue());
            }
            json.writeEndObject();
        }
    }

    private static Map<String, Object> properties(Object bean) {
        Map<String, Object> properties = new TreeMap<>();
        for (Method method : bean.getClass().getMethods()) {
            String name = method.getName();
            if (name.startsWith(GETTER)
                    && method.getParameterCount() == 0
                    && !method.isBridge()
                    && method.getDeclaringClass() != Object.class) {
                Object value = call(method, bean);
                if (value != null) {
                    properties.put(Character.toLowerCase(name.charAt(GETTER.length())) + name.substring(4), value);
                }
            }
        }
        return properties;
    }

    private static @Nullable Object call(Method getter, Object bean) {
        try {
            return getter.invoke(bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(getter + " cannot be called", e);
        }
    }
}
