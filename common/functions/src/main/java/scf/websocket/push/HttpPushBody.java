package scf.websocket.push;

import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ConnectionId;

/** A push to one connection, to many, or to a group; streams the JSON to the socket. Immutable. */
final class HttpPushBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final JsonPushBody json;
    private final List<ConnectionId> ids;
    private final boolean batch;

    private HttpPushBody(JsonPushBody json, List<ConnectionId> ids, boolean batch) {
        this.json = json;
        this.ids = ids;
        this.batch = batch;
    }

    static HttpPushBody single(JsonPushBody json, ConnectionId id) {
        return new HttpPushBody(json, List.of(id), false);
    }

    static HttpPushBody batch(JsonPushBody json, List<ConnectionId> ids) {
        return new HttpPushBody(json, ids, true);
    }

    static HttpPushBody group(JsonPushBody json) {
        return new HttpPushBody(json, List.of(), true);
    }

    @Override
    public @Nullable MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return batch ? json.length(ids) : json.length(ids.get(0));
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (batch) {
            json.write(ids, sink.outputStream());
        } else {
            json.write(ids.get(0), sink.outputStream());
        }
    }
}
