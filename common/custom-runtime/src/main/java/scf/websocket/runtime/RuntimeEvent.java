package scf.websocket.runtime;

/**
 * An event as the runtime API delivers it.
 *
 * @param requestId the id of the invocation; empty if the platform sent none
 * @param memoryLimitMb the function's memory; 0 if unknown
 * @param timeLimitMillis the function's time limit; 0 if unknown
 * @param body the JSON, not validated; empty if it exceeds the limit
 * @param tooLarge whether the body exceeds the limit
 */
// Not compared.
@SuppressWarnings("ArrayRecordComponent")
record RuntimeEvent(String requestId, int memoryLimitMb, int timeLimitMillis, byte[] body, boolean tooLarge) {}
