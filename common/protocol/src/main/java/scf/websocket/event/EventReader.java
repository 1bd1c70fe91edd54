package scf.websocket.event;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Converts the beans of the runtime into immutable, validated events, whether the event was invoked directly or wrapped
 * in the envelope of a Function URL. Every method throws {@link EventException}, with the number and message for the
 * answer, for an invalid event. Thread-safe.
 */
public final class EventReader {
    private final @Nullable EventSignature signature;
    private final @Nullable URI address;

    /** Creates a reader that verifies no signatures. */
    public EventReader() {
        this(null);
    }

    /**
     * @param signature verifies every event received through a Function URL before it is parsed; the platform
     *     authenticates direct invocations. Null verifies nothing, and such an event has no extensions: no features, no
     *     context, no trace
     */
    public EventReader(@Nullable EventSignature signature) {
        this(signature, null);
    }

    /**
     * @param address the address of this function: events signed for a different one are rejected; null skips this
     *     check
     */
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
        return ConnectEvent.of(context, websocket, event);
    }

    /**
     * Verifies and unwraps an event of the transmission function. {@link #isTails} says which method reads the result.
     *
     * @throws EventException 104, 106
     */
    public WebSocketEvent openTransmission(@Nullable WebSocketEvent received) {
        return unwrap(received, SignedTarget.TRANSMISSION);
    }

    /** Returns whether the gateway asks about ordered groups, instead of passing on a message. */
    public static boolean isTails(WebSocketEvent opened) {
        return opened.getTails() != null && opened.getWebsocket() == null;
    }

    /**
     * @param opened by {@link #openTransmission}
     * @throws EventException 104
     */
    public static TailsEvent readTails(WebSocketEvent opened) {
        String tails = opened.getTails();
        if (tails == null) {
            throw new EventException(ErrorNumber.MALFORMED_EVENT, "tails is missing");
        }
        return TailsEvent.of(tails, opened);
    }

    /**
     * @param received by the function, or opened by {@link #openTransmission}
     * @throws EventException 102 as in Tencent's transmission sample, 103, 104, 105, 106
     */
    public MessageEvent readMessage(@Nullable WebSocketEvent received) {
        WebSocketEvent event = unwrap(received, SignedTarget.TRANSMISSION);
        WebSocketPart websocket = requireWebSocket(event);
        requireAction(websocket, Action.DATA_SEND, Action.DATA_RECV);
        return MessageEvent.of(websocket, event);
    }

    /** @throws EventException 102 as in Tencent's cleanup sample, 103, 104, 106 */
    public CloseEvent readClose(@Nullable WebSocketEvent received) {
        WebSocketEvent event = unwrap(received, SignedTarget.CLEANUP);
        WebSocketPart websocket = requireWebSocket(event);
        requireAction(websocket, Action.CLOSING, Action.CLOSING);
        return CloseEvent.of(websocket, event);
    }

    private static WebSocketPart requireWebSocket(WebSocketEvent event) {
        WebSocketPart websocket = event.getWebsocket();
        if (websocket == null) {
            // Tencent's samples say "web socket" here and "websocket" in the register function.
            throw new EventException(ErrorNumber.NO_WEBSOCKET, "not found web socket");
        }
        return websocket;
    }

    /** Accepts a missing action: the invoked function implies it. */
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
        // The platform builds the envelope: the caller of a Function URL controls the body only.
        if (received.getWebsocket() != null || body == null) {
            return received;
        }
        if (signature == null) {
            return withoutExtensions(JsonEvents.parse(body));
        }
        SignedTarget target = address == null ? null : SignedTarget.of(function, address);
        signature.verify(received.getHeaders(), body, target);
        return JsonEvents.parse(body);
    }

    /**
     * Anybody can call a Function URL. The caller must not choose a connection's context, nor get in the answer what
     * the application sends to others.
     */
    private static WebSocketEvent withoutExtensions(WebSocketEvent event) {
        event.setGateway(null);
        event.setContext(null);
        event.setTails(null);
        event.setTraceparent(null);
        return event;
    }
}
