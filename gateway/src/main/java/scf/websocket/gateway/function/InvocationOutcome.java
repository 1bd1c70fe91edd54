package scf.websocket.gateway.function;

/** How an invocation ended. A value, because each of these is an ordinary day for a gateway. */
public sealed interface InvocationOutcome {
    /** The function returned.
     *
     * @param body what it returned, as UTF-8 JSON; empty for nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed from the invoker to one reader, never compared.
    record Answered(byte[] body) implements InvocationOutcome {}

    /** The function threw, or could not be reached.
     *
     * @param reason for the log; holds no client data
     */
    record Failed(String reason) implements InvocationOutcome {}

    /** The function did not answer in time. It may still have done its work. */
    record TimedOut() implements InvocationOutcome {}

    /** All instances are busy and the queue before them is full. The function has not seen the event. */
    record Busy() implements InvocationOutcome {}
}
