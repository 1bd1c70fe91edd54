package scf.websocket.gateway.push;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpCall;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.session.CloseCause;
import scf.websocket.gateway.session.OutboundFrame;
import scf.websocket.gateway.session.SendOutcome;
import scf.websocket.gateway.session.Session;
import scf.websocket.gateway.session.SessionRegistry;

/**
 * {@code POST /API-ID}: sends to a connection, or closes it. Answered when the frame is in the queue of the client's socket; 410
 * for a connection that is gone.
 */
public final class PushEndpoint implements HttpEndpoint {
    private static final HttpAnswer OK = HttpAnswer.json(HttpResponseStatus.OK, 0, "ok");

    private final SessionRegistry registry;
    private final String apiId;
    private final int maxMessageBytes;
    private final GatewayMetrics metrics;

    /**
     * @param apiId the API whose connections can be reached; those of another are gone
     * @param maxMessageBytes the largest message that is sent to a client, base64 undone
     */
    public PushEndpoint(SessionRegistry registry, String apiId, int maxMessageBytes, GatewayMetrics metrics) {
        this.registry = registry;
        this.apiId = apiId;
        this.maxMessageBytes = maxMessageBytes;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<HttpAnswer> handle(HttpCall call) {
        if (!HttpMethod.POST.equals(call.method())) {
            return CompletableFuture.completedFuture(PushError.METHOD.answer().with("Allow", "POST"));
        }
        return answer(PushRequest.parse(call.body())).thenApply(answer -> {
            metrics.push(outcome(answer));
            return answer;
        });
    }

    private static String outcome(HttpAnswer answer) {
        return switch (answer.status().code()) {
            case 200 -> "delivered";
            case 410 -> "gone";
            case 503 -> "failed";
            default -> "invalid";
        };
    }

    private CompletionStage<HttpAnswer> answer(PushRequest request) {
        if (request instanceof PushRequest.Send send) {
            return send.frame().payloadBytes() > maxMessageBytes
                    ? CompletableFuture.completedFuture(PushError.TOO_LARGE.answer())
                    : send(send.connectionId(), send.frame());
        }
        if (request instanceof PushRequest.Close close) {
            return close(close.connectionId());
        }
        return CompletableFuture.completedFuture(
                ((PushRequest.Invalid) request).error().answer());
    }

    private CompletionStage<HttpAnswer> send(String connectionId, OutboundFrame frame) {
        return withSession(connectionId, session -> {
            SendOutcome outcome = session.send(frame);
            session.flush();
            return switch (outcome) {
                case DELIVERED -> OK;
                case GONE -> PushError.GONE.answer();
                case SLOW -> PushError.SLOW_CONSUMER.answer();
            };
        });
    }

    private CompletionStage<HttpAnswer> close(String connectionId) {
        return withSession(connectionId, session -> session.close(CloseCause.KICK) ? OK : PushError.GONE.answer());
    }

    private CompletionStage<HttpAnswer> withSession(String connectionId, SessionTask task) {
        Optional<Session> session =
                registry.find(connectionId).filter(found -> found.api().apiId().equals(apiId));
        if (session.isEmpty()) {
            return CompletableFuture.completedFuture(PushError.GONE.answer());
        }
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        try {
            session.get().onEventLoop(() -> {
                try {
                    answer.complete(task.run(session.get()));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.complete(PushError.GONE.answer());
        }
        return answer;
    }

    private interface SessionTask {
        HttpAnswer run(Session session);
    }
}
