package scf.websocket.gateway.push;

import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scf.websocket.event.ConnectionId;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.metrics.PushSource;

/**
 * {@code POST /API-ID}: sends to connections and groups, or closes them. Responds once the frame is in the send queue of each
 * client's socket: this guarantees the order of frames, but not that the client has read them. For one connection: 410
 * if it is gone, 503 or 504 if its state is unknown. For a list: 200 with the ids that are gone or failed. For groups: 200
 * with the numbers of members on this node. Thread-safe.
 */
public final class PushEndpoint implements HttpEndpoint {
    /** Room for a list of ids: each with quotes, a comma and a space. */
    private static final int LIST_BYTES = ExtendedPush.MAX_RECIPIENTS * (ConnectionId.MAX_LENGTH + 4);

    /** Room for a list of groups if every byte of a name is a six-character escape. */
    private static final int GROUP_BYTES = ExtendedPush.MAX_GROUPS * (6 * ExtensionFields.MAX_GROUP_BYTES + 4);

    private static final int JSON_BYTES = 8192;

    private final PushParser parser;
    private final PushDelivery delivery;

    /**
     * @param apiId the API of the connections; those of other APIs are gone
     * @param strict whether to support only what Tencent documents
     * @param maxMessageBytes the largest message to a client
     */
    public PushEndpoint(PushDispatchers to, String apiId, boolean strict, int maxMessageBytes, GatewayMetrics metrics) {
        this.parser = new PushParser(strict, maxMessageBytes);
        this.delivery = PushDelivery.of(to, apiId, metrics, PushSource.URL);
    }

    /** Room for the largest message if every byte is a six-character JSON escape, and for the rest of the body. */
    public static int maxBodyBytes(int maxMessageBytes) {
        return 6 * maxMessageBytes + LIST_BYTES + GROUP_BYTES + JSON_BYTES;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        if (!HttpMethod.POST.equals(call.method())) {
            return CompletableFuture.completedFuture(PushError.METHOD.answer().with("Allow", "POST"));
        }
        return delivery.deliver(parser.parse(call.body()));
    }
}
