package scf.websocket.gateway.invoke;

import java.nio.charset.StandardCharsets;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.ReplyFields;

/**
 * Finds the answers, of whatever function, that say that the back end could not do its work. Nobody has to say anything: samples
 * answer with the event, with a text, or with nothing at all.
 */
final class FaultAnswer {
    private static final byte[] NAME = ReplyFields.ERR_NO.getBytes(StandardCharsets.US_ASCII);

    private FaultAnswer() {}

    /** The outcome as it is, or the fault that its answer speaks of. */
    static InvocationOutcome judge(InvocationOutcome outcome) {
        // Most messages are answered with little or with the event, so the answer is read only where it may say
        // something.
        if (!(outcome instanceof InvocationOutcome.Answered answered) || !mentionsNumber(answered.body())) {
            return outcome;
        }
        return RegisterAnswer.parse(answered.body())
                .filter(answer -> ErrorNumber.isFault(answer.errNo()))
                .<InvocationOutcome>map(answer -> new InvocationOutcome.Fault(answer.errNo(), answer.errMsg()))
                .orElse(outcome);
    }

    /** As {@link #judge}, and an answer that cannot be understood is a failure: of register alone an answer is needed. */
    static InvocationOutcome judgeRegister(InvocationOutcome outcome) {
        return outcome instanceof InvocationOutcome.Answered answered
                        && RegisterAnswer.parse(answered.body()).isEmpty()
                ? new InvocationOutcome.Failed(RegisterAnswer.objection(answered.body()))
                : judge(outcome);
    }

    private static boolean mentionsNumber(byte[] body) {
        for (int from = 0; from <= body.length - NAME.length; from++) {
            if (body[from] == NAME[0] && matches(body, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] body, int from) {
        for (int i = 1; i < NAME.length; i++) {
            if (body[from + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }
}
