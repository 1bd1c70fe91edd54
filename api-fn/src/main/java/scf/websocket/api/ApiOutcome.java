package scf.websocket.api;

import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.event.ErrorNumber;
import scf.websocket.event.Reply;

/** A response, with the number for the log line. Immutable. */
final class ApiOutcome implements Reply {
    private final ErrorNumber errorNumber;
    private final HttpReply reply;

    private ApiOutcome(ErrorNumber errorNumber, HttpReply reply) {
        this.errorNumber = errorNumber;
        this.reply = reply;
    }

    static ApiOutcome of(HttpReply reply) {
        return new ApiOutcome(ErrorNumber.OK, reply);
    }

    /** The function failed. */
    static ApiOutcome failed(ErrorNumber errorNumber, String message) {
        ProtocolError error = ProtocolError.INTERNAL;
        return new ApiOutcome(errorNumber, HttpReply.of(500, JsonAnswers.error(error.code(), error.message())));
    }

    @Override
    public int getErrNo() {
        return errorNumber.number();
    }

    HttpReply reply() {
        return reply;
    }
}
