package scf.websocket.gateway.function;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** An event as the body of a request, which knows whether the client has begun to take it. */
final class EventBody implements BodyPublisher {
    private final BodyPublisher bytes;
    private volatile boolean taken;

    EventBody(byte[] event) {
        bytes = BodyPublishers.ofByteArray(event);
    }

    /** Until then no server can have a whole event, so sending it again cannot do anything twice. */
    boolean isTaken() {
        return taken;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        taken = true;
        bytes.subscribe(subscriber);
    }
}
