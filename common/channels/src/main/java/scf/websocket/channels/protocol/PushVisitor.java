package scf.websocket.channels.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Handles each kind of push. */
public interface PushVisitor {
    void publication(Publication publication);

    /** A client has subscribed. */
    void join(ClientInfo client);

    /** A client's subscription has ended. */
    void leave(ClientInfo client);

    void unsubscribe(Unsubscribe unsubscribe);

    /** The server has subscribed this client. */
    void subscribed(SubscribeResult subscription);

    /** A message of the application, outside of channels. */
    void message(JsonData data);

    void disconnect(Disconnect disconnect);

    /** @param timeToLive the connection's new expiry; null for none */
    void refresh(@Nullable Duration timeToLive);
}
