package scf.websocket.gateway.invoke;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ErrorNumber;

/** How an invocation ended. A value, because each of these is an ordinary day for a gateway. */
public sealed interface InvocationOutcome {
    /** One word for it, as metrics and logs have it. */
    String label();

    /** Whether the function has returned, whatever it said. */
    default boolean returned() {
        return this instanceof Answered || this instanceof Fault;
    }

    /** Whether it was the back end that failed, which no event can bring about: a {@link Failed} one may be the event's doing. */
    default boolean isBackEndFault() {
        return this instanceof Fault || this instanceof Unreachable || this instanceof TimedOut;
    }

    /**
     * Whether the function may still be at work on the event, and so may still store what the event speaks of: it was called, and nobody
     * has seen it return.
     */
    default boolean mayStillRun() {
        return this instanceof TimedOut || (this instanceof Failed failed && failed.unseenEnd());
    }

    /** The function returned.
     *
     * @param body what it returned, as UTF-8 JSON; empty for nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed from the invoker to one reader, never compared.
    record Answered(byte[] body) implements InvocationOutcome {
        @Override
        public String label() {
            return "answered";
        }

        /** Its length alone: an answer may hold what a client said. */
        @Override
        public String toString() {
            return "answered " + body.length + " bytes";
        }
    }

    /**
     * The function returned, and said that its back end could not do the work: see {@link ErrorNumber#isFault}.
     *
     * @param errMsg for the client of register, not for the log
     */
    record Fault(long errNo, String errMsg) implements InvocationOutcome {
        @Override
        public String label() {
            return "failed";
        }

        @Override
        public String toString() {
            return "answered errNo " + errNo;
        }
    }

    /** The function could not be called at all: it has not seen the event.
     *
     * @param reason for the log; holds no client data
     */
    record Unreachable(String reason) implements InvocationOutcome {
        @Override
        public String label() {
            return "failed";
        }

        @Override
        public String toString() {
            return reason;
        }
    }

    /** The function threw, its answer cannot be understood, or the connection broke on the way. Equal to another with its reason.
     *
     * @param reason for the log; holds no client data
     * @param unseenEnd whether the function may still be at work on the event
     */
    record Failed(String reason, boolean unseenEnd) implements InvocationOutcome {
        /** Of a function that has returned. */
        public Failed(String reason) {
            this(reason, false);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Failed failed && failed.reason.equals(reason);
        }

        @Override
        public int hashCode() {
            return reason.hashCode();
        }

        @Override
        public String label() {
            return "failed";
        }

        @Override
        public String toString() {
            return reason;
        }
    }

    /** The function did not answer in time. It may still do its work. Equal to any other.
     *
     * @param end completes when it has returned after all; null if nobody here can tell
     */
    record TimedOut(@Nullable CompletionStage<Void> end) implements InvocationOutcome {
        /** Of a function that runs elsewhere. */
        public TimedOut() {
            this(null);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TimedOut;
        }

        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String label() {
            return "timed-out";
        }

        @Override
        public String toString() {
            return "no answer in time";
        }
    }

    /** All instances are busy and the queue before them is full. The function has not seen the event. */
    record Busy() implements InvocationOutcome {
        @Override
        public String label() {
            return "busy";
        }

        @Override
        public String toString() {
            return "all instances are busy";
        }
    }
}
