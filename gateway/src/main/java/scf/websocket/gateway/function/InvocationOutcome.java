package scf.websocket.gateway.function;

/** How an invocation ended. A value, because each of these is an ordinary day for a gateway. */
public sealed interface InvocationOutcome {
    /** One word for it, as metrics and logs have it. */
    String label();

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
    }

    /** The function threw, or could not be reached.
     *
     * @param reason for the log; holds no client data
     */
    record Failed(String reason) implements InvocationOutcome {
        @Override
        public String label() {
            return "failed";
        }
    }

    /** The function did not answer in time. It may still have done its work. */
    record TimedOut() implements InvocationOutcome {
        @Override
        public String label() {
            return "timed-out";
        }
    }

    /** All instances are busy and the queue before them is full. The function has not seen the event. */
    record Busy() implements InvocationOutcome {
        @Override
        public String label() {
            return "busy";
        }
    }
}
