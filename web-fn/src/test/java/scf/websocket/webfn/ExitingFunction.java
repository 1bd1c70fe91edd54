package scf.websocket.webfn;

import com.qcloud.scf.runtime.Context;
import scf.websocket.event.EventReply;
import scf.websocket.event.WebSocketEvent;

/** A handler that ends its process. */
public final class ExitingFunction {
    public EventReply mainHandler(WebSocketEvent event, Context context) {
        Runtime.getRuntime().exit(3);
        return EventReply.ok();
    }
}
