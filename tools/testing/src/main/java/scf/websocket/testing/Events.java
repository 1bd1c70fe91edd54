package scf.websocket.testing;

import java.util.Base64;
import scf.websocket.event.Action;
import scf.websocket.event.RequestContext;
import scf.websocket.event.WebSocketEvent;
import scf.websocket.event.WebSocketPart;

/** Events as the runtime would fill them, for handing to a handler. */
public final class Events {
    private Events() {}

    /** A client wants to connect. */
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

    /** A client wants to connect and offers subprotocols, the dearest first. */
    public static WebSocketEvent connecting(String id, String... subprotocols) {
        WebSocketEvent event = connecting(id);
        part(event).setSecWebSocketProtocol(String.join(",", subprotocols));
        return event;
    }

    /** A client has sent a text. */
    public static WebSocketEvent text(String id, String text) {
        WebSocketEvent event = event(Action.DATA_SEND, id);
        part(event).setDataType("text");
        part(event).setData(text);
        return event;
    }

    /** A client has sent bytes. */
    public static WebSocketEvent binary(String id, byte[] bytes) {
        WebSocketEvent event = event(Action.DATA_SEND, id);
        part(event).setDataType("binary");
        part(event).setData(Base64.getEncoder().encodeToString(bytes));
        return event;
    }

    /** A connection has ended. */
    public static WebSocketEvent closing(String id) {
        return event(Action.CLOSING, id);
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
            throw new IllegalStateException("made without websocket");
        }
        return websocket;
    }
}
