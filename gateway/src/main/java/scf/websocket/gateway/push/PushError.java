package scf.websocket.gateway.push;

import io.netty.handler.codec.http.HttpResponseStatus;
import scf.websocket.event.CloseCodes;
import scf.websocket.event.ExtendedPush;
import scf.websocket.event.ExtensionFields;
import scf.websocket.gateway.http.HttpAnswer;

/** Errors of a push. Tencent documents only that any status other than 200 is an error; the numbers are ours. */
enum PushError {
    GONE(410, 301, "the connection is gone"),
    MALFORMED(400, 302, "the body is not a push: see docs/protocol.md"),
    BAD_CONNECTION_ID(400, 303, "secConnectionID must be a string of 1 to 128 characters of A-Z a-z 0-9 + / = _ -"),
    BAD_ACTION(400, 304, "action is neither 'data send' nor 'closing'"),
    BAD_DATA_TYPE(400, 305, "dataType is neither 'text' nor 'binary'"),
    NO_DATA(400, 306, "data is missing"),
    DATA_IS_NO_STRING(400, 306, "data must be a string"),
    BAD_BASE64(400, 307, "data is not base64"),
    NOT_STANDARD_BASE64(400, 307, "data is not base64 with A-Z a-z 0-9 + /, padded, without line breaks"),
    SLOW_CONSUMER(503, 308, "the client does not read fast enough and is being closed"),
    BAD_LIST(400, 309, "secConnectionIDs must be 1 to " + ExtendedPush.MAX_RECIPIENTS + " ids"),
    TWO_FORMS(400, 310, "secConnectionID and secConnectionIDs exclude each other"),
    BAD_CLOSE_CODE(400, 311, "closeCode must be " + CloseCodes.SENDABLE),
    BAD_CLOSE_REASON(400, 312, "closeReason must be a text of at most " + CloseCodes.MAX_REASON_BYTES + " bytes"),
    NODE_UNREACHABLE(503, 313, "the node of this connection is unreachable"),
    NODE_TIMEOUT(504, 314, "the node of this connection did not answer in time; the push may have been delivered"),
    NODE_BUSY(503, 315, "too many pushes to other nodes are in flight"),
    NOT_UTF8(400, 316, "the body is not UTF-8"),
    NO_ROOM(503, 317, "too many pushes at once; this push was not delivered"),
    BAD_GROUP(400, 318, "a group is a text of 1 to " + ExtensionFields.MAX_GROUP_BYTES + " bytes of UTF-8"),
    BAD_GROUPS(400, 319, "groups must be 1 to " + ExtendedPush.MAX_GROUPS + " names"),
    TWO_GROUP_FORMS(400, 320, "group and groups exclude each other"),
    GROUP_AND_CONNECTION(400, 321, "a push to a group names no connection"),
    NO_GROUP(400, 322, "join and leave need group or groups"),
    EVERYBODY(400, 323, "group * always holds every connection and cannot be joined or left"),
    BAD_EXCEPT(
            400, 324, "except must be a list of at most " + ExtendedPush.MAX_RECIPIENTS + " ids, in a push to a group"),
    PROBE_OF_GROUP(400, 325, "a probe needs connections, not groups"),
    GROUP_LIMIT(503, 326, "a limit on groups is reached; the connection has joined none of them"),
    NOT_SUBSCRIBED(504, 327, "joined, but messages from other gateways do not arrive until Redis is back"),
    BAD_EPOCH(400, 328, "epoch must be a text of 1 to " + ExtensionFields.MAX_EPOCH_BYTES + " bytes of UTF-8"),
    BAD_AFTER(400, 329, "after must be a whole number from 0 on"),
    BAD_TAKES(400, 330, "takes is neither 'text' nor 'binary'"),
    BAD_LOST(
            400,
            331,
            "lost must have either data, of at most " + ExtensionFields.MAX_LOST_BYTES + " bytes, or closeCode"),
    BAD_SEQ(400, 332, "seq must be a whole number from 1 on"),
    BAD_ORDERED_GROUP(400, 333, "an ordered push names one group, not *, and excepts nobody"),
    UNAUTHORIZED(401, 401, "a push needs a token"),
    METHOD(405, 405, "a push is a POST"),
    TOO_LARGE(413, 413, "the message is larger than the limit"),
    INTERNAL(500, 500, "internal error");

    private final int status;
    private final int number;
    private final String text;

    PushError(int status, int number, String text) {
        this.status = status;
        this.number = number;
        this.text = text;
    }

    int number() {
        return number;
    }

    String text() {
        return text;
    }

    HttpAnswer answer() {
        return answer(text);
    }

    /** Returns the response with a specific text. */
    HttpAnswer answer(String particular) {
        return HttpAnswer.json(HttpResponseStatus.valueOf(status), number, particular);
    }
}
