package scf.websocket.push;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A request body that records whether the gateway may have received all of it. Used for one request, on one thread. */
final class HttpAttempt extends RequestBody {
    private final RequestBody body;
    private boolean handedOver;

    HttpAttempt(RequestBody body) {
        this.body = body;
    }

    /** Returns whether the whole body was written to the socket. A gateway does not act on a partial body. */
    boolean isHandedOver() {
        return handedOver;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink);
        handedOver = true;
    }
}
