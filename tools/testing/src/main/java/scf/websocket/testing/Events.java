package scf.websocket.testing;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import scf.websocket.event.Action;
import scf.websocket.event.Feature;
import scf.websocket.event.GatewayPart;
import scf.websocket.event.RequestContext;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.event.WebSocketPart;

/** Creates events as the runtime would fill them. */
public final class Events {
    /** The key of {@link #announcing}. */
    public static final String ANSWER_KEY = "0123456789abcdefABCDEF";

    private Events() {}

    /** Creates a register event. */
    public static WebSocketEvent connecting(String id) {
        RequestContext context = new RequestContext();
        context.setServiceName("test");
        context.setPath("/release/websocket");
        context.setHttpMethod("GET");
        context.setSourceIp("127.0.0.1");
        context.setWebsocketEnable(true);
        WebSocketEvent event = event(Action.CONNECTING, id);
        event.setRequestContext(context);
        return event;
    }

    /** Creates a register event of a client that offers subprotocols, in order of preference. */
    public static WebSocketEvent connecting(String id, String... subprotocols) {
        WebSocketEvent event = connecting(id);
        part(event).setSecWebSocketProtocol(String.join(",", subprotocols));
        return event;
    }

    /** Creates the event of a text message. */
    public static WebSocketEvent text(String id, String text) {
        WebSocketEvent event = event(Action.DATA_SEND, id);
        part(event).setDataType("text");
        part(event).setData(text);
        return event;
    }

    /** Creates the event of a binary message. */
    public static WebSocketEvent binary(String id, byte[] bytes) {
        WebSocketEvent event = event(Action.DATA_SEND, id);
        part(event).setDataType("binary");
        part(event).setData(Base64.getEncoder().encodeToString(bytes));
        return event;
    }

    /** Creates a cleanup event. */
    public static WebSocketEvent closing(String id) {
        return event(Action.CLOSING, id);
    }

    /**
     * Lets an event announce what its gateway can do, {@value #ANSWER_KEY} being the key of the answer. With {@link
     * Feature#PUSHES}, the answer's {@code extensions} contain the pushes; without, {@link RecordingPush} gets them.
     *
     * @return the same event
     */
    public static WebSocketEvent announcing(WebSocketEvent event, Feature... features) {
        GatewayPart gateway = new GatewayPart();
        gateway.setFeatures(Arrays.stream(features).map(Feature::wireName).collect(Collectors.joining(",")));
        gateway.setAnswerKey(ANSWER_KEY);
        event.setGateway(gateway);
        return event;
    }

    private static WebSocketEvent event(String action, String id) {
        WebSocketPart websocket = new WebSocketPart();
        websocket.setAction(action);
        websocket.setSecConnectionID(id);
        WebSocketEvent event = new WebSocketEvent();
        event.setWebsocket(websocket);
        return event;
    }

    private static WebSocketPart part(WebSocketEvent event) {
        WebSocketPart websocket = event.getWebsocket();
        if (websocket == null) {
            throw new IllegalStateException("the event has no websocket");
        }
        return websocket;
    }
}
