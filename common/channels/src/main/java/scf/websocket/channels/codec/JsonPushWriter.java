package scf.websocket.channels.codec;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Disconnect;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.Push;
import scf.websocket.channels.protocol.PushVisitor;
import scf.websocket.channels.protocol.SubscribeResult;
import scf.websocket.channels.protocol.Unsubscribe;

/** Writes the content of a push. Not thread-safe. */
final class JsonPushWriter implements PushVisitor {
    private final JsonOutput json;

    JsonPushWriter(JsonOutput json) {
        this.json = json;
    }

    void write(Push push) {
        json.open("push");
        json.string("channel", push.channel());
        push.accept(this);
        json.close();
    }

    @Override
    public void publication(Publication publication) {
        json.open("pub");
        JsonValues.fields(json, publication);
        json.close();
    }

    @Override
    public void join(ClientInfo client) {
        json.open("join");
        JsonValues.info(json, "info", client);
        json.close();
    }

    @Override
    public void leave(ClientInfo client) {
        json.open("leave");
        JsonValues.info(json, "info", client);
        json.close();
    }

    @Override
    public void unsubscribe(Unsubscribe unsubscribe) {
        json.open("unsubscribe");
        json.number("code", unsubscribe.code());
        json.string("reason", unsubscribe.reason());
        json.close();
    }

    @Override
    public void subscribed(SubscribeResult subscription) {
        json.open("subscribe");
        json.flag("recoverable", subscription.recoverable());
        JsonValues.position(json, subscription.position());
        json.flag("positioned", subscription.positioned());
        json.data("data", subscription.data());
        json.close();
    }

    @Override
    public void message(JsonData data) {
        json.open("message");
        json.data("data", Optional.of(data));
        json.close();
    }

    @Override
    public void disconnect(Disconnect disconnect) {
        json.open("disconnect");
        json.number("code", disconnect.code());
        json.string("reason", disconnect.reason());
        json.flag("reconnect", disconnect.reconnects());
        json.close();
    }

    @Override
    public void refresh(@Nullable Duration timeToLive) {
        json.open("refresh");
        JsonValues.expiry(json, Optional.ofNullable(timeToLive));
        json.close();
    }
}
