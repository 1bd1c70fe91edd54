package scf.websocket.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.deflate.DeflateOffer;
import scf.websocket.gateway.function.Handshake;
import scf.websocket.gateway.function.InvocationOutcome;
import scf.websocket.gateway.function.RegisterAnswer;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpAnswers;
import scf.websocket.gateway.metrics.FunctionKind;

/**
 * Answers the HTTP requests of one connection to the public listener. A WebSocket handshake is put to the register function first;
 * its answer decides between 101, 403 (refused), 502 (failed), 504 (too slow) and 503 (busy).
 */
final class HandshakeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeHandler.class);

    /** How long a browser that has read a page may keep its connection for the next. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    private final Handshakes handshakes;
    private @Nullable Future<?> timeout;
    private @Nullable Session connecting;
    private boolean tooEarly;

    HandshakeHandler(Handshakes handshakes) {
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

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (connecting != null) {
            // RFC 6455 §4.1: a client sends nothing between its handshake and the answer.
            context.close();
            return;
        }
        if (request.decoderResult().isFailure()) {
            unreadable(context, request.decoderResult().cause());
            return;
        }
        Optional<Api> api = handshakes.api(UpgradeRequest.path(request));
        if (api.isPresent()) {
            upgrade(context, request, api.get());
        } else {
            page(context, request);
        }
    }

    private void unreadable(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            handshakes.admission().headerTooLarge();
        }
        HttpAnswers.writeLast(context, HttpAnswers.unreadable(cause));
    }

    private void page(ChannelHandlerContext context, FullHttpRequest request) {
        if (!context.channel().isWritable()) {
            // It asks and asks and does not read the answers.
            context.close();
            return;
        }
        closeAfter(context, KEEP_ALIVE);
        HttpAnswers.write(context, request, pageAnswer(request));
    }

    private HttpAnswer pageAnswer(FullHttpRequest request) {
        Optional<HttpAnswer> page = handshakes.page(UpgradeRequest.path(request));
        if (page.isEmpty()) {
            return HttpAnswer.json(HttpResponseStatus.NOT_FOUND, 404, "nothing is here");
        }
        if (HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())) {
            return page.get();
        }
        return HttpAnswer.json(HttpResponseStatus.METHOD_NOT_ALLOWED, 405, "a page is read with GET")
                .with("Allow", "GET, HEAD");
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, Api api) {
        Optional<HttpAnswer> objection = UpgradeRequest.objection(request);
        if (objection.isPresent()) {
            HttpAnswers.writeLast(context, objection.get());
            return;
        }
        Admission admission = handshakes.admission();
        String address = admission.clientAddress(request, context.channel());
        Optional<HttpAnswer> refusal = admission.refusal(request, api, address, context.channel());
        if (refusal.isPresent()) {
            HttpAnswers.writeLast(context, refusal.get());
            return;
        }
        Handshake handshake = UpgradeRequest.handshake(request, api, address, admission);
        Session session = new Session(handshakes.services(), api, handshakes.nextId(), address, context.channel());
        handshakes.services().registry().add(session);
        // Asked after it was added, so that it is either refused here or seen by the one who closes all that is
        // registered.
        if (handshakes.isClosed()) {
            session.abandoned(CloseCause.SHUTDOWN, false);
            HttpAnswers.writeLast(
                    context,
                    HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, 503, "the gateway is stopping")
                            .with("Retry-After", "1"));
            return;
        }
        connecting = session;
        stopTimeout();
        // The upgrade needs the headers alone, so the buffers of the request can go now.
        FullHttpRequest head = new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
        handshakes.services().records().opened(session.id(), api.apiId()).thenAccept(recorded -> {
            Runnable next = () -> journalled(context, head, handshake, session, recorded);
            if (context.executor().inEventLoop()) {
                next.run();
            } else {
                session.onEventLoop(next);
            }
        });
    }

    /** On disk before register can store it: whatever happens from here on, its cleanup will run. */
    private void journalled(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Handshake handshake,
            Session session,
            boolean recorded) {
        if (!context.channel().isActive()) {
            session.abandoned(CloseCause.HANDSHAKE_ABANDONED, false);
            return;
        }
        if (!recorded) {
            session.abandoned(CloseCause.REGISTER_FAILED, false);
            HttpAnswers.writeLast(
                    context,
                    HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, 503, "the journal cannot be written")
                            .with("Retry-After", "5"));
            return;
        }
        long start = System.nanoTime();
        session.api()
                .register()
                .invoke(handshakes.services().events().register(handshake, session.id()))
                .thenAccept(outcome -> {
                    handshakes
                            .services()
                            .access()
                            .event(FunctionKind.REGISTER, session.api(), session.id(), outcome, start);
                    session.onEventLoop(() -> registered(context, request, handshake, session, outcome));
                });
    }

    private void registered(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Handshake handshake,
            Session session,
            InvocationOutcome outcome) {
        if (outcome instanceof InvocationOutcome.Answered answered) {
            Optional<RegisterAnswer> answer = RegisterAnswer.parse(answered.body());
            if (answer.isEmpty()) {
                failed(context, session, HttpResponseStatus.BAD_GATEWAY, RegisterAnswer.objection(answered.body()));
            } else if (answer.get().accepts()) {
                accept(context, request, handshake, session, answer.get());
            } else {
                session.abandoned(CloseCause.REGISTER_FAILED, false);
                HttpAnswers.writeLast(
                        context,
                        HttpAnswer.json(
                                HttpResponseStatus.FORBIDDEN,
                                answer.get().errNo(),
                                answer.get().errMsg()));
            }
        } else if (outcome instanceof InvocationOutcome.TimedOut) {
            failed(context, session, HttpResponseStatus.GATEWAY_TIMEOUT, "register did not answer in time");
        } else if (outcome instanceof InvocationOutcome.Failed failed) {
            failed(context, session, HttpResponseStatus.BAD_GATEWAY, failed.reason());
        } else {
            session.abandoned(CloseCause.REGISTER_FAILED, false);
            HttpAnswers.writeLast(
                    context,
                    HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, 503, "all instances are busy")
                            .with("Retry-After", "1"));
        }
    }

    private static void failed(
            ChannelHandlerContext context, Session session, HttpResponseStatus status, String reason) {
        LOG.warn("register failed for {}: {}", session.id(), reason);
        // It may have stored the connection before it failed, so cleanup runs as for one that was open.
        session.abandoned(CloseCause.REGISTER_FAILED, true);
        String message = status.equals(HttpResponseStatus.GATEWAY_TIMEOUT)
                ? "the register function did not answer in time"
                : "the register function failed";
        HttpAnswers.writeLast(context, HttpAnswer.json(status, status.code(), message));
    }

    private void accept(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Handshake handshake,
            Session session,
            RegisterAnswer answer) {
        Channel channel = context.channel();
        if (!channel.isActive()) {
            session.abandoned(CloseCause.HANDSHAKE_ABANDONED, true);
            return;
        }
        HttpHeaders chosen = new DefaultHttpHeaders();
        answer.chosenSubprotocol(handshake.subprotocols())
                .ifPresent(name -> chosen.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, name));
        Optional<String> deflate =
                handshakes.deflate() ? DeflateOffer.answer(handshake.extensions()) : Optional.empty();
        deflate.ifPresent(extension -> {
            chosen.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, extension);
            session.outbound().deflate();
        });
        new WebSocketServerHandshaker13("", null, decoderConfig(session.api().settings(), deflate.isPresent()))
                .handshake(channel, request, chosen, channel.newPromise())
                .addListener(written -> answered(context, session, written.isSuccess()));
    }

    private void answered(ChannelHandlerContext context, Session session, boolean written) {
        if (!written) {
            session.abandoned(CloseCause.HANDSHAKE_ABANDONED, true);
            context.close();
            return;
        }
        context.pipeline().addLast(session);
        context.pipeline().remove(this);
        session.opened();
        if (tooEarly) {
            session.close(CloseCause.PROTOCOL_ERROR);
        }
    }

    private static WebSocketDecoderConfig decoderConfig(SessionSettings settings, boolean extensions) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(settings.maxFrameBytes())
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(extensions)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }
}
