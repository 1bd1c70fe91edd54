package scf.websocket.channels.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message in a channel. Immutable. */
public final class Publication {
    private final JsonData data;
    private final long offset;
    private final @Nullable ClientInfo info;
    private final Map<String, String> tags;
    private final long timeMillis;

    private Publication(
            JsonData data, long offset, @Nullable ClientInfo info, Map<String, String> tags, long timeMillis) {
        this.data = data;
        this.offset = offset;
        this.info = info;
        this.tags = tags;
        this.timeMillis = timeMillis;
    }

    /** Creates a publication of the server. Offset and time come when it is stored. */
    public static Publication of(JsonData data) {
        return new Publication(data, 0, null, Collections.emptyMap(), 0);
    }

    /** @param offset from 1 in each epoch, without gaps; 0 for none */
    public Publication withOffset(long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("an offset is not negative");
        }
        return new Publication(data, offset, info, tags, timeMillis);
    }

    /** @param info the client that published; null for the server */
    public Publication withInfo(@Nullable ClientInfo info) {
        return new Publication(data, offset, info, tags, timeMillis);
    }

    /** @param tags for clients, in any number that fits into a message */
    public Publication withTags(Map<String, String> tags) {
        return new Publication(data, offset, info, Collections.unmodifiableMap(new LinkedHashMap<>(tags)), timeMillis);
    }

    /** @param timeMillis since the epoch of Unix; 0 for none */
    public Publication withTimeMillis(long timeMillis) {
        return new Publication(data, offset, info, tags, timeMillis);
    }

    /** Returns what was published. */
    public JsonData data() {
        return data;
    }

    /** Returns the position in the channel; 0 if the channel keeps no history. */
    public long offset() {
        return offset;
    }

    /** Returns the client that published; empty for the server. */
    public Optional<ClientInfo> info() {
        return Optional.ofNullable(info);
    }

    /** Unmodifiable. */
    public Map<String, String> tags() {
        return tags;
    }

    /** Returns the time of publication in milliseconds since the epoch of Unix; 0 for none. */
    public long timeMillis() {
        return timeMillis;
    }
}
