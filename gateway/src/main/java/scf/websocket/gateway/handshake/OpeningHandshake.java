package scf.websocket.gateway.handshake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.cleanup.ConnectionRecords;
import scf.websocket.gateway.connection.CloseCause;
import scf.websocket.gateway.deflate.DeflateOffer;
import scf.websocket.gateway.extension.AnnouncedEvent;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.failure.PortCall;
import scf.websocket.gateway.failure.ThrottledLog;
import scf.websocket.gateway.http.BodyGuard;
import scf.websocket.gateway.http.Exchange;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.HttpAnswers;
import scf.websocket.gateway.invoke.Handshake;
import scf.websocket.gateway.invoke.Invocation;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.invoke.RegisterAnswer;
import scf.websocket.gateway.metrics.FunctionKind;
import scf.websocket.gateway.session.Session;

/**
 * The handshake of one admitted client: records the connection, then invokes the register function, whose answer
 * decides between 101, 403 (rejected), 502 (failed), 504 (timeout) and 503 (busy or unavailable). Each step is guarded:
 * an exception is logged, answered with 500, and cleaned up. Event loop only.
 */
final class OpeningHandshake {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningHandshake.class);
    private static final ThrottledLog FAILURES = new ThrottledLog();

    /**
     * Stands in for the outcome if the invoker throws. An invoker turns an exception into an outcome where the function
     * may be running.
     */
    private static final InvocationOutcome NO_OUTCOME = new InvocationOutcome.Failed("no outcome");

    private final HandshakeContext handshakeContext;
    private final ChannelHandlerContext context;
    private final Exchange exchange;
    private final FullHttpRequest request;
    private final Handshake handshake;
    private final Session session;

    /** Null until register is invoked; from then on it may store the connection. */
    private @Nullable InvocationOutcome register;

    /** @param request without a body, so it need not be released */
    OpeningHandshake(
            HandshakeContext handshakeContext,
            ChannelHandlerContext context,
            Exchange exchange,
            FullHttpRequest request,
            Handshake handshake,
            Session session) {
        this.handshakeContext = handshakeContext;
        this.context = context;
        this.exchange = exchange;
        this.request = request;
        this.handshake = handshake;
        this.session = session;
    }

    void begin() {
        guarded(this::record);
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error thrown) {
            broken(thrown);
        }
    }

    /** Continues with the next step, called on any thread. */
    private void then(@Nullable Throwable failure, Runnable step) {
        EventLoops.run(
                context,
                () -> guarded(() -> {
                    if (failure != null) {
                        throw new CompletionException(failure);
                    }
                    step.run();
                }));
    }

    private void broken(Throwable thrown) {
        try {
            if (session.isConnecting()) {
                InvocationOutcome asked = register;
                if (asked == null) {
                    session.abandoned(CloseCause.REGISTER_FAILED, false);
                } else {
                    session.abandoned(CloseCause.REGISTER_FAILED, asked);
                }
            }
        } catch (RuntimeException | Error another) {
            thrown.addSuppressed(another);
        } finally {
            HttpAnswers.writeFailure(context, thrown);
        }
    }

    private void record() {
        handshakeContext.services().registry().add(session);
        // Check after adding: either this handshake is rejected here, or close() finds it in the registry.
        if (handshakeContext.isClosed()) {
            session.abandoned(CloseCause.SHUTDOWN, false);
            unavailable("the gateway is stopping", "1");
            return;
        }
        ConnectionRecords records = handshakeContext.services().records();
        PortCall.within(
                        handshakeContext.timeout(),
                        () -> records.opened(session.id(), session.api().apiId()))
                .whenComplete((recorded, failure) -> then(failure, () -> journalled(recorded)));
    }

    /** The connection is on disk before register can store it, so its cleanup will run whatever happens. */
    private void journalled(boolean recorded) {
        if (!context.channel().isActive()) {
            session.abandoned(CloseCause.HANDSHAKE_ABANDONED, false);
            return;
        }
        if (!recorded) {
            session.abandoned(CloseCause.REGISTER_FAILED, false);
            unavailable("the journal cannot be written", "5");
            return;
        }
        long start = now();
        AnnouncedEvent event = extensions()
                .announce(
                        handshakeContext.services().events().register(handshake, session.id()), null, session.trace());
        register = NO_OUTCOME;
        PortCall.of(() -> session.api().register().invoke(event.bytes()))
                .whenComplete((outcome, failure) -> then(failure, () -> registered(event, outcome, start)));
    }

    private Extensions extensions() {
        return handshakeContext.services().extensions();
    }

    private long now() {
        return context.executor().ticker().nanoTime();
    }

    private void registered(AnnouncedEvent event, InvocationOutcome outcome, long start) {
        register = outcome;
        if (!outcome.mayStillRun()) {
            handshakeContext.services().records().returned(session.id());
        }
        session.api()
                .log(
                        handshakeContext.services().access(),
                        new Invocation(
                                FunctionKind.REGISTER,
                                session.id(),
                                session.trace(),
                                event.bytes(),
                                event.answerKey(),
                                outcome,
                                now() - start));
        if (outcome instanceof InvocationOutcome.Answered answered) {
            answered(event, answered);
        } else if (outcome instanceof InvocationOutcome.Fault fault) {
            failed(unavailable(fault.errNo(), fault.errMsg(), "5"), outcome, fault.toString());
        } else if (outcome instanceof InvocationOutcome.TimedOut) {
            failed(
                    HttpAnswer.json(
                            HttpResponseStatus.GATEWAY_TIMEOUT, 504, "the register function did not answer in time"),
                    outcome,
                    "register did not answer in time");
        } else if (outcome instanceof InvocationOutcome.Failed || outcome instanceof InvocationOutcome.Unreachable) {
            failed(outcome, outcome.toString());
        } else {
            session.abandoned(CloseCause.REGISTER_FAILED, false);
            unavailable("all instances are busy", "1");
        }
    }

    private void answered(AnnouncedEvent event, InvocationOutcome.Answered answered) {
        Optional<RegisterAnswer> answer = RegisterAnswer.parse(answered.body());
        if (answer.isEmpty()) {
            failed(answered, RegisterAnswer.objection(answered.body()));
        } else if (answer.get().accepts()) {
            accept(event, answer.get());
        } else {
            session.abandoned(CloseCause.REGISTER_FAILED, false);
            refuse(HttpAnswer.json(
                    HttpResponseStatus.FORBIDDEN,
                    answer.get().errNo(),
                    answer.get().errMsg()));
        }
    }

    private void failed(InvocationOutcome outcome, String reason) {
        failed(HttpAnswer.json(HttpResponseStatus.BAD_GATEWAY, 502, "the register function failed"), outcome, reason);
    }

    private void failed(HttpAnswer answer, InvocationOutcome outcome, String reason) {
        FAILURES.next(now())
                .ifPresent(leftOut -> LOG.warn(
                        "register failed for {}: {}; {} more lines like this were left out",
                        session.id(),
                        reason,
                        leftOut));
        // Register may have stored the connection before it failed, or may still do so: run cleanup now, and repeat it
        // if necessary.
        session.abandoned(CloseCause.REGISTER_FAILED, outcome);
        refuse(answer);
    }

    private void unavailable(String message, String retryAfterSeconds) {
        refuse(unavailable(503, message, retryAfterSeconds));
    }

    private void refuse(HttpAnswer answer) {
        handshakeContext
                .services()
                .access()
                .refused(session.api().apiId(), session.id(), answer.status().code());
        HttpAnswers.writeLast(context, answer);
    }

    private static HttpAnswer unavailable(long errNo, String message, String retryAfterSeconds) {
        return HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, errNo, message)
                .with("Retry-After", retryAfterSeconds);
    }

    private void accept(AnnouncedEvent event, RegisterAnswer answer) {
        Channel channel = context.channel();
        if (!channel.isActive()) {
            session.abandoned(CloseCause.HANDSHAKE_ABANDONED, true);
            return;
        }
        HttpHeaders chosen = new DefaultHttpHeaders();
        answer.chosenSubprotocol(handshake.subprotocols())
                .ifPresent(name -> chosen.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, name));
        Optional<String> deflate =
                handshakeContext.deflate() ? DeflateOffer.answer(handshake.extensions()) : Optional.empty();
        deflate.ifPresent(extension -> chosen.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, extension));
        UpgradeRequest.simplify(request.headers());
        session.handshaker(deflate.isPresent())
                .handshake(channel, request, chosen, channel.newPromise())
                .addListener(written -> guarded(() -> opened(event, answer, written.isSuccess())));
    }

    private void opened(AnnouncedEvent event, RegisterAnswer answer, boolean written) {
        if (!written) {
            session.abandoned(CloseCause.HANDSHAKE_ABANDONED, true);
            context.close();
            return;
        }
        if (context.pipeline().get(BodyGuard.class) != null) {
            context.pipeline().remove(BodyGuard.class);
        }
        context.pipeline().addLast(session);
        context.pipeline().remove(context.handler());
        context.pipeline().remove(exchange);
        handshakeContext.services().access().opened(session.apiId(), session.id());
        session.opened(extensions().readMember(session.apiId(), session.id(), answer.extensions(), event));
        if (exchange.wasEarly()) {
            session.close(CloseCause.PROTOCOL_ERROR);
        }
    }
}
