package scf.websocket.gateway.invoke;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import scf.websocket.event.ErrorNumber;

/** How an invocation ended. Values rather than exceptions, because all of these are expected. */
public sealed interface InvocationOutcome {
    /** Returns the label for metrics and logs. */
    String label();

    /** Whether the function has returned, with any result. */
    default boolean returned() {
        return this instanceof Answered || this instanceof Fault;
    }

    /**
     * Whether the back end failed, which no event can cause; in contrast, an event may cause a {@link Failed} outcome.
     */
    default boolean isBackEndFault() {
        return this instanceof Fault || this instanceof Unreachable || this instanceof TimedOut;
    }

    /**
     * Whether the function may still be working on the event, and may store its connection: it was called and is not
     * known to have returned.
     */
    default boolean mayStillRun() {
        return this instanceof TimedOut || (this instanceof Failed failed && failed.unseenEnd());
    }

    /**
     * The function returned.
     *
     * @param body the result as UTF-8 JSON; empty for none
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed from the invoker to one reader, never compared.
    record Answered(byte[] body) implements InvocationOutcome {
        @Override
        public String label() {
            return "answered";
        }

        /** Shows only the length, because the answer may contain client data. */
        @Override
        public String toString() {
            return "answered " + body.length + " bytes";
        }
    }

    /**
     * The function returned and reported a fault of its back end; see {@link ErrorNumber#isFault}.
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

    /**
     * The function could not be called and has not seen the event.
     *
     * @param reason for the log; contains no client data
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

    /**
     * The function threw, its answer cannot be parsed, or the connection was lost. Equality depends on the reason only.
     *
     * @param reason for the log; contains no client data
     * @param unseenEnd whether the function may still be working on the event
     */
    record Failed(String reason, boolean unseenEnd) implements InvocationOutcome {
        /** For a function that has returned. */
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

    /**
     * The function did not respond in time and may still be running. All instances are equal.
     *
     * @param end completes when the function has returned after all; null if that cannot be observed
     */
    record TimedOut(@Nullable CompletionStage<Void> end) implements InvocationOutcome {
        /** For a remote function. */
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

    /** All instances are busy and the queue is full. The function has not seen the event. */
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
