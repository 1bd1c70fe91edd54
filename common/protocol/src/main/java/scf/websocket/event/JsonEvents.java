package scf.websocket.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses events. Kept separate so that a function whose runtime fills the bean never loads a JSON library. */
final class JsonEvents {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonEvents() {}

    /** Parses the body of a request to a Function URL. */
    static WebSocketEvent parse(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return read(parser);
        } catch (IOException e) {
            throw malformed();
        }
    }

    /** Parses what the platform delivers, in UTF-8: an event, or the envelope of a Function URL. */
    static WebSocketEvent parse(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return read(parser);
        } catch (IOException e) {
            throw malformed();
        }
    }

    private static WebSocketEvent read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed();
        }
        return readEvent(parser);
    }

    /** Without the parser's message, which would quote client data. */
    private static EventException malformed() {
        return new EventException(ErrorNumber.MALFORMED_EVENT, "the request body is not a JSON event");
    }

    private static WebSocketEvent readEvent(JsonParser parser) throws IOException {
        WebSocketEvent event = new WebSocketEvent();
        for (String name = enter(parser); name != null; name = parser.nextFieldName()) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            if (object && name.equals("requestContext")) {
                event.setRequestContext(readContext(parser));
            } else if (object && name.equals("websocket")) {
                event.setWebsocket(readWebSocket(parser));
            } else if (object && name.equals("pathParameters")) {
                event.setPathParameters(texts(parser));
            } else if (object && name.equals(ExtensionFields.GATEWAY)) {
                event.setGateway(readGateway(parser));
            } else if (name.equals(ExtensionFields.CONTEXT)) {
                event.setContext(string(parser));
            } else if (name.equals(ExtensionFields.TAILS)) {
                event.setTails(string(parser));
            } else if (name.equals(ExtensionFields.TRACE_PARENT)) {
                event.setTraceparent(string(parser));
            } else if (object && name.equals("headers")) {
                event.setHeaders(texts(parser));
            } else if (name.equals("body")) {
                event.setBody(text(parser));
            } else {
                parser.skipChildren();
            }
        }
        return event;
    }

    private static GatewayPart readGateway(JsonParser parser) throws IOException {
        GatewayPart gateway = new GatewayPart();
        for (String name = enter(parser); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case ExtensionFields.FEATURES:
                    gateway.setFeatures(string(parser));
                    break;
                case ExtensionFields.ANSWER_KEY:
                    gateway.setAnswerKey(string(parser));
                    break;
                case ExtensionFields.MAX_MESSAGE:
                    gateway.setMaxMessage(text(parser));
                    break;
                default:
                    parser.skipChildren();
            }
        }
        return gateway;
    }

    private static RequestContext readContext(JsonParser parser) throws IOException {
        RequestContext context = new RequestContext();
        for (String name = enter(parser); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "serviceName":
                    context.setServiceName(text(parser));
                    break;
                case "serviceId":
                    context.setServiceId(text(parser));
                    break;
                case "path":
                    context.setPath(text(parser));
                    break;
                case "httpMethod":
                    context.setHttpMethod(text(parser));
                    break;
                case "requestId":
                    context.setRequestId(text(parser));
                    break;
                case "identity":
                    Identity identity = new Identity();
                    identity.setSecretId(texts(parser).get("secretId"));
                    context.setIdentity(identity);
                    break;
                case "sourceIp":
                    context.setSourceIp(text(parser));
                    break;
                case "stage":
                    context.setStage(text(parser));
                    break;
                case "websocketEnable":
                    context.setWebsocketEnable(Boolean.valueOf(text(parser)));
                    break;
                case "headers":
                    context.setHeaders(texts(parser));
                    break;
                case "queryString":
                    context.setQueryString(texts(parser));
                    break;
                default:
                    parser.skipChildren();
            }
        }
        return context;
    }

    private static WebSocketPart readWebSocket(JsonParser parser) throws IOException {
        WebSocketPart websocket = new WebSocketPart();
        for (String name = enter(parser); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "action":
                    websocket.setAction(text(parser));
                    break;
                case "secConnectionID":
                    websocket.setSecConnectionID(text(parser));
                    break;
                case "secWebSocketProtocol":
                    websocket.setSecWebSocketProtocol(text(parser));
                    break;
                case "secWebSocketExtensions":
                    websocket.setSecWebSocketExtensions(text(parser));
                    break;
                case "dataType":
                    websocket.setDataType(text(parser));
                    break;
                case "data":
                    websocket.setData(text(parser));
                    break;
                case "cause":
                    websocket.setCause(text(parser));
                    break;
                case "closeCode":
                    websocket.setCloseCode(text(parser));
                    break;
                case "closeReason":
                    websocket.setCloseReason(text(parser));
                    break;
                default:
                    parser.skipChildren();
            }
        }
        return websocket;
    }

    /** Enters the object at the parser's position; returns its first field name, or null if it is empty. */
    private static @Nullable String enter(JsonParser parser) throws IOException {
        return parser.nextFieldName();
    }

    /** Returns the value as Jackson would bind it to a String property; null for a null, an object or an array. */
    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return parser.getValueAsString();
    }

    /** Returns a string; null for a value of any other type. */
    private static @Nullable String string(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static Map<String, String> texts(JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return texts;
        }
        for (String name = enter(parser); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            String value = text(parser);
            if (value != null) {
                texts.put(name, value);
            }
        }
        return texts;
    }
}
