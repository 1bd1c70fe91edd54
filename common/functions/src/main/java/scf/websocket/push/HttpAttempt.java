package scf.websocket.push;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body that knows whether the gateway may have got it: from its last byte on. Used for one request; read by the thread that made it. */
final class HttpAttempt extends RequestBody {
    private final RequestBody body;
    private boolean handedOver;

    HttpAttempt(RequestBody body) {
        this.body = body;
    }

    /** Whether all of it went to the socket. A part of a body is nothing that a gateway acts on. */
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
