package scf.websocket.gateway.function;

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

    /** The function threw, its answer cannot be understood, or the connection broke on the way.
     *
     * @param reason for the log; holds no client data
     */
    record Failed(String reason) implements InvocationOutcome {
        @Override
        public String label() {
            return "failed";
        }

        @Override
        public String toString() {
            return reason;
        }
    }

    /** The function did not answer in time. It may still have done its work. */
    record TimedOut() implements InvocationOutcome {
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
