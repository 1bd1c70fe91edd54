package scf.websocket.gateway.function;

/** What a cleanup function says of its work. Nobody has to say anything: samples answer with the event, or nothing at all. */
public final class CleanupAnswer {
    /** From here on our error numbers mean that the event was good and the work was not done. */
    private static final int NOT_DONE = 200;

    private CleanupAnswer() {}

    /** Whether it has to be called again: it answered, but its store, for instance, did not. */
    public static boolean asksAgain(byte[] body) {
        return RegisterAnswer.parse(body)
                .filter(answer -> answer.errNo() >= NOT_DONE)
                .isPresent();
    }
}
