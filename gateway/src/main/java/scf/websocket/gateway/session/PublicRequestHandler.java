package scf.websocket.gateway.session;

import io.netty.buffer.ByteBuf;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.function.Handshake;
import scf.websocket.gateway.http.EndpointCalls;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpAnswers;
import scf.websocket.gateway.http.HttpEndpoint;
import scf.websocket.gateway.http.StaticContent;

/**
 * Answers the HTTP requests of one connection to the listener for clients, one at a time: handshakes, pages and, if they are taken
 * here, pushes. Leaves when a handshake has made a {@link Session} of it.
 */
final class PublicRequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    /** How long a browser that has read a page may keep its connection for the next. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    private final Handshakes handshakes;
    private @Nullable Future<?> timeout;
    private boolean answering;
    private boolean tooEarly;

    PublicRequestHandler(Handshakes handshakes) {
        this.handshakes = handshakes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timeout = context.executor()
                .schedule(() -> tooSlow(context), handshakes.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tooSlow(ChannelHandlerContext context) {
        handshakes.admission().tooSlow();
        HttpAnswers.writeLast(
                context, HttpAnswer.json(HttpResponseStatus.REQUEST_TIMEOUT, 408, "the handshake took too long"));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopTimeout();
    }

    private void closeAfter(ChannelHandlerContext context, Duration silence) {
        stopTimeout();
        timeout = context.executor().schedule(() -> context.close(), silence.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    /** When the HTTP decoder leaves after the 101, it hands on what it has not decoded. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf) {
            tooEarly = true;
        }
        super.channelRead(context, message);
    }

    /** Whether the client sent frames before it had the 101. */
    boolean wasTooEarly() {
        return tooEarly;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (answering) {
            // RFC 6455 §4.1: a client sends nothing between its handshake and the answer.
            context.close();
            return;
        }
        if (request.decoderResult().isFailure()) {
            unreadable(context, request.decoderResult().cause());
            return;
        }
        String path = EndpointCalls.path(request);
        Optional<ApiMatch> api = handshakes.paths().api(request, path);
        if (api.isPresent()) {
            upgrade(context, request, api.get());
            return;
        }
        Optional<HttpEndpoint> push = handshakes.paths().push(path);
        if (push.isPresent()) {
            push(context, request, push.get());
        } else {
            page(context, request, path);
        }
    }

    private void unreadable(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            handshakes.admission().headerTooLarge();
        }
        HttpAnswers.writeLast(context, HttpAnswers.unreadable(cause));
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, ApiMatch match) {
        Optional<HttpAnswer> objection = UpgradeRequest.objection(request);
        if (objection.isPresent()) {
            HttpAnswers.writeLast(context, objection.get());
            return;
        }
        String address = handshakes.admission().clientAddress(request, context.channel());
        Optional<HttpAnswer> refusal = handshakes.admission().refusal(request, match.api(), address, context.channel());
        if (refusal.isPresent()) {
            HttpAnswers.writeLast(context, refusal.get());
            return;
        }
        answering = true;
        stopTimeout();
        // The upgrade needs the headers alone, so the buffers of the request can go now.
        FullHttpRequest head = new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
        handshakes.nextId().thenAccept(id -> onEventLoop(context, () -> open(context, head, match, address, id)));
    }

    /** At once, if this is the event loop. */
    static void onEventLoop(ChannelHandlerContext context, Runnable task) {
        if (context.executor().inEventLoop()) {
            task.run();
        } else {
            context.executor().execute(task);
        }
    }

    private void open(
            ChannelHandlerContext context, FullHttpRequest request, ApiMatch match, String address, String id) {
        Handshake handshake = UpgradeRequest.handshake(request, match, address, handshakes.admission());
        Session session = new Session(handshakes.services(), match.api(), id, address, context.channel());
        new OpeningHandshake(handshakes, context, this, request, handshake, session).begin();
    }

    private void push(ChannelHandlerContext context, FullHttpRequest request, HttpEndpoint endpoint) {
        answering = true;
        stopTimeout();
        HttpRequest head = request.replace(Unpooled.EMPTY_BUFFER);
        EndpointCalls.call(endpoint, request, context.channel())
                .thenAccept(answer -> context.executor().execute(() -> {
                    answering = false;
                    answer(context, head, answer);
                }));
    }

    private void page(ChannelHandlerContext context, FullHttpRequest request, String path) {
        if (!context.channel().isWritable()) {
            // It asks and asks and does not read the answers.
            context.close();
            return;
        }
        answer(context, request, pageAnswer(request, path));
    }

    private void answer(ChannelHandlerContext context, HttpRequest request, HttpAnswer answer) {
        closeAfter(context, KEEP_ALIVE);
        HttpAnswers.write(context, request, answer);
    }

    private HttpAnswer pageAnswer(FullHttpRequest request, String path) {
        Optional<StaticContent> page = handshakes.paths().pages().apply(path);
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
        context.close();
    }
}
