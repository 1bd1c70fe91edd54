package scf.websocket.gateway.invoke;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import reactor.core.Exceptions;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import scf.websocket.gateway.failure.Failures;

/** Turns a failed call into an outcome, without quoting the response. */
final class HttpFailures {
    private HttpFailures() {}

    /** @param unseen whether the function cannot have seen any of the event */
    static InvocationOutcome outcome(Throwable failure, boolean unseen) {
        Throwable cause = Exceptions.unwrap(failure);
        if (cause instanceof PoolAcquirePendingLimitException || cause instanceof PoolAcquireTimeoutException) {
            return new InvocationOutcome.Busy();
        }
        String reason = reason(cause);
        return unseen ? new InvocationOutcome.Unreachable(reason) : new InvocationOutcome.Failed(reason, true);
    }

    /**
     * @param status other than success. Proxies in front of the function return some of these after they waited in
     * vain: 408, 499, 502 to 504, and 520 to 599 of content delivery networks.
     */
    static InvocationOutcome outcome(int status) {
        boolean unseenEnd =
                status == 408 || status == 499 || (status >= 502 && status <= 504) || (status >= 520 && status <= 599);
        return new InvocationOutcome.Failed("HTTP status " + status, unseenEnd);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof ConnectTimeoutException || cause instanceof SslHandshakeTimeoutException) {
            return "no connection in time";
        }
        if (cause instanceof HttpAnswerBody.TooLargeException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof IOException) {
            return Failures.message(cause);
        }
        // A decoder's message quotes its input.
        return "the call failed: " + cause.getClass().getSimpleName();
    }
}
