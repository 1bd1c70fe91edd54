package scf.websocket.gateway.handshake;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.TraceParent;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.http.EndpointCalls;
import scf.websocket.gateway.http.Exchange;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpAnswers;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.RequestHead;
import scf.websocket.gateway.http.StaticContent;
import scf.websocket.gateway.invoke.Handshake;
import scf.websocket.gateway.limit.Limit;
import scf.websocket.gateway.limit.PendingHandshakes;
import scf.websocket.gateway.limit.SocketPlace;
import scf.websocket.gateway.route.ApiMatch;
import scf.websocket.gateway.security.TlsHandler;
import scf.websocket.gateway.session.Session;
import scf.websocket.gateway.session.SessionServices;

/**
 * Handles the HTTP requests of one connection to the public listener in turn: handshakes, pages and, if enabled,
 * pushes. Removes itself once a handshake has created a {@link Session}. Event loop only.
 */
final class PublicRequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    /** How long a handshake waits for other handshakes of its address. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How long a connection may stay idle after a page. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    private final HandshakeContext handshakeContext;
    private final Exchange exchange;
    private final SocketPlace place;
    private @Nullable Future<?> timeout;

    PublicRequestHandler(HandshakeContext handshakeContext, Exchange exchange, SocketPlace place) {
        this.handshakeContext = handshakeContext;
        this.exchange = exchange;
        this.place = place;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        await(context, handshakeContext.timeout());
    }

    private void tooSlow(ChannelHandlerContext context) {
        boolean answered = exchange.timeOut(
                context, HttpAnswer.json(HttpResponseStatus.REQUEST_TIMEOUT, 408, "the handshake took too long"));
        if (answered) {
            handshakeContext.admission().tooSlow();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopTimeout();
    }

    /** Rejects a client without a connection when the buffer budget is exhausted, rather than letting it wait. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == TlsHandler.NO_ROOM) {
            handshakeContext.services().metrics().limitHit(Limit.MAX_WAITING_BYTES.label());
            // Bypasses the TLS handler, which would have to flush first.
            context.pipeline().firstContext().close();
        }
        context.fireUserEventTriggered(event);
    }

    private void await(ChannelHandlerContext context, Duration limit) {
        stopTimeout();
        timeout = context.executor().schedule(() -> tooSlow(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        HttpAnswers.guarded(context, () -> requested(context, request));
    }

    private void requested(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            unreadable(context, request.decoderResult().cause());
            return;
        }
        String path = RequestHead.path(request);
        HttpEndpoint health = handshakeContext.paths().health().get(path);
        if (health != null) {
            call(context, request, health);
            return;
        }
        Optional<ApiMatch> api = handshakeContext.paths().api(request, path);
        if (api.isPresent()) {
            upgrade(context, request, api.get());
            return;
        }
        Optional<HttpEndpoint> push = handshakeContext.paths().push(path);
        if (push.isPresent()) {
            call(context, request, push.get());
        } else {
            answer(context, request, pageAnswer(request, path));
        }
    }

    private void unreadable(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            handshakeContext.admission().headerTooLarge();
        }
        HttpAnswers.writeLast(context, HttpAnswers.unreadable(cause));
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, ApiMatch match) {
        Optional<HttpAnswer> objection = UpgradeRequest.objection(request);
        if (objection.isPresent()) {
            HttpAnswers.writeLast(context, objection.get());
            return;
        }
        String address = handshakeContext.admission().clientAddress(request, context.channel());
        Optional<HttpAnswer> refusal =
                handshakeContext.admission().refusal(request, match.api(), address, context.channel());
        if (refusal.isPresent()) {
            handshakeContext
                    .services()
                    .access()
                    .refused(match.api().apiId(), "", refusal.get().status().code());
            HttpAnswers.writeLast(context, refusal.get());
            return;
        }
        // The client now counts as a connection instead of a socket.
        place.move(null);
        exchange.upgrading();
        stopTimeout();
        // The upgrade needs only the headers, so release the request's buffers now.
        FullHttpRequest head = new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
        PendingHandshakes.Ticket ticket = handshakeContext.admission().pending(address);
        boolean begun =
                ticket.begin(() -> EventLoops.run(context, () -> identify(context, head, match, address, ticket)));
        if (!begun) {
            context.channel().closeFuture().addListener(closed -> ticket.giveUp());
            context.executor().schedule(() -> giveUp(context, ticket), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The handshake waited too long for its turn. */
    private static void giveUp(ChannelHandlerContext context, PendingHandshakes.Ticket ticket) {
        if (ticket.giveUp()) {
            HttpAnswers.writeLast(
                    context,
                    HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, 503, "all instances are busy")
                            .with("Retry-After", "1"));
        }
    }

    private void identify(
            ChannelHandlerContext context,
            FullHttpRequest head,
            ApiMatch match,
            String address,
            PendingHandshakes.Ticket ticket) {
        guarded(
                context,
                ticket,
                () -> PortCall.within(handshakeContext.timeout(), handshakeContext::nextId)
                        .whenComplete((id, failure) -> EventLoops.run(
                                context,
                                () -> guarded(context, ticket, () -> {
                                    if (failure != null) {
                                        throw new CompletionException(failure);
                                    }
                                    open(context, head, match, address, id, ticket);
                                }))));
    }

    private static void guarded(ChannelHandlerContext context, PendingHandshakes.Ticket ticket, Runnable step) {
        HttpAnswers.guarded(context, () -> {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                ticket.end();
                throw e;
            }
        });
    }

    private void open(
            ChannelHandlerContext context,
            FullHttpRequest request,
            ApiMatch match,
            String address,
            String id,
            PendingHandshakes.Ticket ticket) {
        Handshake handshake = UpgradeRequest.handshake(request, match, address, handshakeContext.admission());
        SessionServices services = handshakeContext.services();
        TraceParent trace = services.extensions().trace(UpgradeRequest.traceParent(request));
        Session session = new Session(services, match.api(), id, address, context.channel(), trace);
        session.whenDecided(ticket::end);
        new OpeningHandshake(handshakeContext, context, exchange, request, handshake, session).begin();
    }

    private void call(ChannelHandlerContext context, FullHttpRequest request, HttpEndpoint endpoint) {
        stopTimeout();
        HttpRequest head = request.replace(Unpooled.EMPTY_BUFFER);
        EndpointCalls.call(endpoint, request, context.channel())
                .thenAccept(answer -> context.executor()
                        .execute(() -> HttpAnswers.guarded(context, () -> answer(context, head, answer))));
    }

    private void answer(ChannelHandlerContext context, HttpRequest request, HttpAnswer answer) {
        // A client that does not read the response must not hold the connection for long.
        await(context, handshakeContext.timeout());
        HttpAnswers.write(context, request, answer).addListener(sent -> keep(context));
    }

    private void keep(ChannelHandlerContext context) {
        if (!context.isRemoved()) {
            await(context, KEEP_ALIVE);
        }
    }

    private HttpAnswer pageAnswer(FullHttpRequest request, String path) {
        Optional<StaticContent> page = handshakeContext.paths().pages().apply(path);
        if (page.isEmpty()) {
            return HttpAnswer.json(HttpResponseStatus.NOT_FOUND, 404, "nothing is here");
        }
        if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
            return page.get().answer(request.headers());
        }
        return HttpAnswer.json(HttpResponseStatus.METHOD_NOT_ALLOWED, 405, "a page is read with GET")
                .with("Allow", "GET, HEAD");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        HttpAnswers.caught(context, failure);
    }
}
