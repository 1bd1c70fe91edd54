package scf.websocket.gateway.group;

import scf.websocket.gateway.session.LiveConnection;
import scf.websocket.gateway.session.SendOutcome;

/** What to do with each recipient. Thread-safe. */
@FunctionalInterface
public interface MemberAction {
    /** Called on the connection's event loop, once for each recipient. An exception counts as a failure. */
    SendOutcome apply(LiveConnection member);
}
