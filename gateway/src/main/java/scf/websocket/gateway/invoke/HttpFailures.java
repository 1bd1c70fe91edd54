package scf.websocket.gateway.invoke;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import reactor.core.Exceptions;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import scf.websocket.gateway.failure.Failures;

/** Says in an outcome what was wrong with a call, without a word of the answer. */
final class HttpFailures {
    private HttpFailures() {}

    /** @param unseen whether the function cannot have seen anything of the event */
    static InvocationOutcome outcome(Throwable failure, boolean unseen) {
        Throwable cause = Exceptions.unwrap(failure);
        if (cause instanceof PoolAcquirePendingLimitException || cause instanceof PoolAcquireTimeoutException) {
            return new InvocationOutcome.Busy();
        }
        String reason = reason(cause);
        return unseen ? new InvocationOutcome.Unreachable(reason) : new InvocationOutcome.Failed(reason, true);
    }

    /**
     * @param status that is no success. Some are said by what stands before the function and has waited for it in vain: 408, 499, 502 to
     *     504, and the 520 to 599 of content networks.
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
        // A decoder's message quotes what it could not read.
        return "the call failed: " + cause.getClass().getSimpleName();
    }
}
