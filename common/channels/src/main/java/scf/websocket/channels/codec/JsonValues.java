package scf.websocket.channels.codec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scf.websocket.channels.protocol.ClientInfo;
import scf.websocket.channels.protocol.Publication;
import scf.websocket.channels.protocol.StreamPosition;
import scf.websocket.channels.protocol.SubscribeResult;

/** Writes the values that several messages hold. */
final class JsonValues {
    private JsonValues() {}

    static void expiry(JsonOutput json, Optional<Duration> timeToLive) {
        json.flag("expires", timeToLive.isPresent());
        json.number("ttl", timeToLive.map(Duration::toSeconds).orElse(0L));
    }

    static void position(JsonOutput json, StreamPosition position) {
        json.string("epoch", position.epoch());
        json.number("offset", position.offset());
    }

    static void publications(JsonOutput json, List<Publication> publications) {
        json.openArray("publications");
        for (Publication publication : publications) {
            json.open();
            fields(json, publication);
            json.close();
        }
        json.closeArray();
    }

    static void fields(JsonOutput json, Publication publication) {
        json.data("data", Optional.of(publication.data()));
        publication.info().ifPresent(client -> info(json, "info", client));
        json.number("offset", publication.offset());
        if (!publication.tags().isEmpty()) {
            json.open("tags");
            for (Map.Entry<String, String> tag : publication.tags().entrySet()) {
                json.stringAlways(tag.getKey(), tag.getValue());
            }
            json.close();
        }
        json.number("time", publication.timeMillis());
    }

    static void info(JsonOutput json, String name, ClientInfo info) {
        json.open(name);
        // The JavaScript client copies both, so they must not be undefined.
        json.stringAlways("user", info.user());
        json.stringAlways("client", info.client());
        json.data("conn_info", info.connectionInfo());
        json.data("chan_info", info.channelInfo());
        json.close();
    }

    static void subscription(JsonOutput json, SubscribeResult result) {
        expiry(json, result.timeToLive());
        json.flag("recoverable", result.recoverable());
        position(json, result.position());
        if (!result.publications().isEmpty()) {
            publications(json, result.publications());
        }
        json.flag("recovered", result.recovered());
        json.flag("positioned", result.positioned());
        json.data("data", result.data());
        json.flag("was_recovering", result.wasRecovering());
    }
}
