package scf.websocket.event;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Makes immutable, checked events of what the runtime filled, whether the event came directly or in the envelope of a Function
 * URL. Every method throws {@link EventException}, with the number and the message for the answer, for an event that cannot
 * be understood. Thread-safe.
 */
public final class EventReader {
    private final @Nullable EventSignature signature;
    private final @Nullable URI address;

    /** Takes events as they come. */
    public EventReader() {
        this(null);
    }

    /**
     * @param signature verifies every event that comes through a Function URL, before anything else is made of it; those that come
     *     directly have been let through by the platform. Null verifies none.
     */
    public EventReader(@Nullable EventSignature signature) {
        this(signature, null);
    }

    /** @param address where this function is called: only events that are signed for it are taken; null asks for no address */
    public EventReader(@Nullable EventSignature signature, @Nullable URI address) {
        this.signature = signature;
        this.address = address;
    }

    /** @throws EventException 101, 102, 103 as in Tencent's register sample, 104, 106 */
    public ConnectEvent readConnect(@Nullable WebSocketEvent received) {
        WebSocketEvent event = unwrap(received, SignedTarget.REGISTER);
        RequestContext context = event.getRequestContext();
        if (context == null) {
            throw new EventException(ErrorNumber.NO_REQUEST_CONTEXT, "not found request context");
        }
        WebSocketPart websocket = event.getWebsocket();
        if (websocket == null) {
            throw new EventException(ErrorNumber.NO_WEBSOCKET, "not found websocket");
        }
        return ConnectEvent.of(context, websocket, event.getPathParameters());
    }

    /** @throws EventException 102 as in Tencent's transmission sample, 103, 104, 105, 106 */
    public MessageEvent readMessage(@Nullable WebSocketEvent received) {
        WebSocketPart websocket = requireWebSocket(received, SignedTarget.TRANSMISSION);
        requireAction(websocket, Action.DATA_SEND, Action.DATA_RECV);
        return MessageEvent.of(websocket);
    }

    /** @throws EventException 102 as in Tencent's cleanup sample, 103, 104, 106 */
    public CloseEvent readClose(@Nullable WebSocketEvent received) {
        WebSocketPart websocket = requireWebSocket(received, SignedTarget.CLEANUP);
        requireAction(websocket, Action.CLOSING, Action.CLOSING);
        return CloseEvent.of(websocket);
    }

    private WebSocketPart requireWebSocket(@Nullable WebSocketEvent received, String function) {
        WebSocketPart websocket = unwrap(received, function).getWebsocket();
        if (websocket == null) {
            // Two words here, one in the register function: so it stands in the samples.
            throw new EventException(ErrorNumber.NO_WEBSOCKET, "not found web socket");
        }
        return websocket;
    }

    /** An absent action is let through: the function that was called says as much. */
    private static void requireAction(WebSocketPart websocket, String expected, String alternative) {
        String action = websocket.getAction();
        if (action != null && !action.equals(expected) && !action.equals(alternative)) {
            throw new EventException(ErrorNumber.MALFORMED_EVENT, "this function does not handle that action");
        }
    }

    private WebSocketEvent unwrap(@Nullable WebSocketEvent received, String function) {
        if (received == null) {
            return new WebSocketEvent();
        }
        String body = received.getBody();
        // The platform makes the envelope: whoever calls a Function URL writes its body, and nothing beside it.
        if (received.getWebsocket() != null || body == null) {
            return received;
        }
        if (signature != null) {
            SignedTarget target = address == null ? null : SignedTarget.of(function, address);
            signature.verify(received.getHeaders(), body, target);
        }
        return JsonEvents.parse(body);
    }
}
