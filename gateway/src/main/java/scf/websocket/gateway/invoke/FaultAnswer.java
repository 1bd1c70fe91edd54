package scf.websocket.gateway.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.ReplyFields;

/**
 * Detects answers of any function that report a fault of the back end. Functions need not answer in any format: samples
 * answer with the event, with text, or with nothing.
 */
final class FaultAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NAME = ReplyFields.ERR_NO.getBytes(StandardCharsets.US_ASCII);

    private FaultAnswer() {}

    /** Returns the outcome itself, or the fault that its answer reports. */
    static InvocationOutcome judge(InvocationOutcome outcome) {
        // Most answers are short or repeat the event, so parse only those that may contain an error number.
        if (!(outcome instanceof InvocationOutcome.Answered answered)
                || !mentionsNumber(answered.body())
                || reportsSuccess(answered.body())) {
            return outcome;
        }
        return RegisterAnswer.parse(answered.body())
                .filter(answer -> ErrorNumber.isFault(answer.errNo()))
                .<InvocationOutcome>map(answer -> new InvocationOutcome.Fault(answer.errNo(), answer.errMsg()))
                .orElse(outcome);
    }

    /** Like {@link #judge}, but an answer that cannot be parsed is a failure: register must answer. */
    static InvocationOutcome judgeRegister(InvocationOutcome outcome) {
        return outcome instanceof InvocationOutcome.Answered answered
                        && RegisterAnswer.parse(answered.body()).isEmpty()
                ? new InvocationOutcome.Failed(RegisterAnswer.objection(answered.body()))
                : judge(outcome);
    }

    /**
     * Whether the answer is an object with {@code errNo} 0, found without building a tree: an answer may contain a
     * megabyte of pushes. Anything unusual is left to the parser.
     */
    private static boolean reportsSuccess(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            boolean success = false;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                boolean isInteger = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
                if (name.equals(ReplyFields.ERR_NO)) {
                    if (!isInteger) {
                        return false;
                    }
                    success = parser.getNumberType() == JsonParser.NumberType.INT && parser.getIntValue() == 0;
                }
                parser.skipChildren();
            }
            return success && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
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
