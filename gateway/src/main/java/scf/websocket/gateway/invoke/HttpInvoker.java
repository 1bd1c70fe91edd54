package scf.websocket.gateway.invoke;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import scf.websocket.event.EventSignature;
import scf.websocket.event.SignedTarget;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.trace.TraceMember;

/**
 * Calls a Function URL, or any endpoint that accepts the event as the body of a POST. A status of 200 to 299 is
 * success, with JSON in the body; anything else is a failure. Uses keep-alive, and HTTP/2 if TLS negotiates it. Retries
 * once if the request failed before any of the event was sent, or if an HTTP/2 server refused it unprocessed; never
 * otherwise, because the function may have seen the event.
 */
final class HttpInvoker implements FunctionInvoker {
    private static final String CONTENT_TYPE = "application/json; charset=utf-8";
    private static final String USER_AGENT = "scf-websocket";

    private final HttpLoops.Values<HttpClient.RequestSender> requests;
    private final Duration timeLimit;
    private final @Nullable EventSignature signature;
    private final SignedTarget target;

    /**
     * @param clients from {@link HttpConnections}, for the target's scheme
     * @param timeLimit from the call to the complete response
     * @param kind the kind of function, which is part of the signature
     * @param signature signs each event; null for none
     */
    HttpInvoker(
            HttpLoops.Values<HttpClient> clients,
            URI uri,
            Duration timeLimit,
            FunctionKind kind,
            @Nullable EventSignature signature) {
        this.requests = clients.map(client -> client.headers(headers ->
                        headers.set("Content-Type", CONTENT_TYPE).set(HttpHeaderNames.USER_AGENT, USER_AGENT))
                .post()
                .uri(uri));
        this.timeLimit = timeLimit;
        this.signature = signature;
        this.target = SignedTarget.of(kind.label(), uri);
    }

    @Override
    public CompletionStage<InvocationOutcome> invoke(byte[] event) {
        Call call = new Call(event, requests.here());
        call.begin();
        return call.outcome;
    }

    private final class Call {
        private final byte[] event;
        private final HttpLoops.Value<HttpClient.RequestSender> request;
        private final CompletableFuture<InvocationOutcome> outcome = new CompletableFuture<>();
        private final Disposable.Composite attempts = Disposables.composite();
        private volatile boolean taken;
        private volatile @Nullable Channel channel;

        Call(byte[] event, HttpLoops.Value<HttpClient.RequestSender> request) {
            this.event = event;
            this.request = request;
        }

        void begin() {
            try {
                Future<?> timeout = request.loop().schedule(this::timeOut, timeLimit.toMillis(), TimeUnit.MILLISECONDS);
                outcome.thenRun(() -> timeout.cancel(false));
            } catch (RejectedExecutionException stopped) {
                outcome.complete(new InvocationOutcome.Unreachable("the gateway has stopped"));
                return;
            }
            attempt(true);
        }

        private void timeOut() {
            if (outcome.complete(new InvocationOutcome.TimedOut())) {
                // Otherwise the server decides how long the connection is held.
                attempts.dispose();
            }
        }

        void attempt(boolean mayRepeat) {
            try {
                attempts.add(request.value()
                        .send(this::write)
                        .response(this::receive)
                        .subscribe(
                                this::end,
                                failure -> failed(failure, mayRepeat),
                                () -> end(new InvocationOutcome.Failed("no answer", true))));
            } catch (RuntimeException e) {
                failed(e, false);
            }
        }

        private Publisher<Void> write(HttpClientRequest head, NettyOutbound body) {
            if (signature != null) {
                head.header(EventSignature.HEADER, signature.sign(event, target));
            }
            String trace = TraceMember.find(event);
            if (trace != null) {
                head.header(TraceParent.HEADER, trace);
            }
            body.withConnection(connection -> channel = connection.channel());
            return body.send(Mono.fromSupplier(this::take));
        }

        private ByteBuf take() {
            taken = true;
            return Unpooled.wrappedBuffer(event);
        }

        private Publisher<InvocationOutcome> receive(HttpClientResponse answer, ByteBufFlux body) {
            int status = answer.status().code();
            return body.reduceWith(HttpAnswerBody::new, HttpAnswerBody::add)
                    .map(bytes -> status >= 200 && status < 300
                            ? new InvocationOutcome.Answered(bytes.toByteArray())
                            : HttpFailures.outcome(status));
        }

        private void failed(Throwable failure, boolean mayRepeat) {
            boolean unseen = isUnseen(failure);
            if (mayRepeat && unseen && !outcome.isDone()) {
                taken = false;
                channel = null;
                attempt(false);
            } else {
                end(HttpFailures.outcome(failure, unseen));
            }
        }

        private boolean isUnseen(Throwable failure) {
            if (!taken) {
                return failure instanceof IOException;
            }
            Channel used = channel;
            return used != null && HttpAnswerGuard.isRefusedUnseen(used);
        }

        /** Completes after the client has released the connection, so that the caller's next event finds it free. */
        private void end(InvocationOutcome result) {
            Channel used = channel;
            if (used == null || outcome.isDone()) {
                outcome.complete(result);
                return;
            }
            try {
                used.eventLoop().execute(() -> outcome.complete(result));
            } catch (RejectedExecutionException stopped) {
                outcome.complete(result);
            }
        }
    }

    @Override
    public void close() {
        // The factory owns the shared connections.
    }
}
