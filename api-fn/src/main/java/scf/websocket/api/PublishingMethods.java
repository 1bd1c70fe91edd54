package scf.websocket.api;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import scf.websocket.channels.protocol.JsonData;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.channels.protocol.Publication;

/** Publishes to one channel, or to several. {@code delta} is ignored: subscribers get the whole data. */
final class PublishingMethods {
    static final int MAX_CHANNELS = 1000;

    /** Bounds the names and values of a publication's tags, in characters. */
    private static final int MAX_TAGS = 4096;

    private PublishingMethods() {}

    static String publish(JsonParams params, ApiServices services) {
        return publish(params.required("channel"), params, publication(params), services);
    }

    /** Each channel has a result of its own: the others get the publication even if one does not exist. */
    static String broadcast(JsonParams params, ApiServices services) {
        List<String> channels = params.texts("channels");
        if (channels.isEmpty()) {
            throw ApiException.badRequest("channels are missing");
        }
        if (channels.size() > MAX_CHANNELS) {
            throw ApiException.of(ProtocolError.LIMIT_EXCEEDED, "at most " + MAX_CHANNELS + " channels");
        }
        Publication publication = publication(params);
        List<Outcome> responses = new ArrayList<>();
        for (String channel : channels) {
            responses.add(Outcome.of(services, () -> publish(channel, params, publication, services)));
        }
        return JsonResults.responses(responses);
    }

    private static Publication publication(JsonParams params) {
        params.refuse("version", "version_epoch");
        Map<String, String> tags = params.textsByName("tags");
        int length = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            length += tag.getKey().length() + tag.getValue().length();
        }
        if (length > MAX_TAGS) {
            throw ApiException.of(ProtocolError.LIMIT_EXCEEDED, "tags of more than " + MAX_TAGS + " characters");
        }
        return Publication.of(data(params)).withTags(tags);
    }

    private static JsonData data(JsonParams params) {
        String base64 = params.text("b64data");
        if (base64.isEmpty()) {
            return params.data("data").orElseThrow(() -> ApiException.badRequest("data is missing"));
        }
        try {
            return JsonData.parse(Base64.getDecoder().decode(base64))
                    .orElseThrow(() -> ApiException.badRequest("b64data is not JSON in base64"));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("b64data is not JSON in base64");
        }
    }

    private static String publish(String channel, JsonParams params, Publication publication, ApiServices services) {
        String key = params.text("idempotency_key");
        if (services.channels.keepsHistory(channel)) {
            // Its subscribers take publications with numbers only, and those are stored.
            if (params.flag("skip_history")) {
                throw ApiException.notAvailable("skip_history in a channel with history");
            }
        } else if (!key.isEmpty()) {
            throw ApiException.notAvailable("idempotency_key in a channel without history");
        }
        return services.channels
                .publish(channel, publication, key.isEmpty() ? null : key)
                .map(JsonResults::position)
                .orElse(JsonResults.EMPTY);
    }
}
