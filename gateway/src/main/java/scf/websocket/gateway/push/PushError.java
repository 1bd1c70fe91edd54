package scf.websocket.gateway.push;

import io.netty.handler.codec.http.HttpResponseStatus;
import scf.websocket.gateway.http.HttpAnswer;

/** What can be wrong with a push. Tencent documents only that a status other than 200 is an error: the numbers are ours. */
enum PushError {
    GONE(410, 301, "the connection is gone"),
    MALFORMED(400, 302, "the body is not a push: see docs/protocol.md"),
    BAD_CONNECTION_ID(400, 303, "secConnectionID is missing or malformed"),
    BAD_ACTION(400, 304, "action is neither 'data send' nor 'closing'"),
    BAD_DATA_TYPE(400, 305, "dataType is neither 'text' nor 'binary'"),
    NO_DATA(400, 306, "data is missing"),
    BAD_BASE64(400, 307, "data is not base64"),
    SLOW_CONSUMER(503, 308, "the client does not read fast enough and is being closed"),
    METHOD(405, 405, "a push is a POST"),
    TOO_LARGE(413, 413, "the message is larger than the limit");

    private final int status;
    private final int number;
    private final String text;

    PushError(int status, int number, String text) {
        this.status = status;
        this.number = number;
        this.text = text;
    }

    HttpAnswer answer() {
        return HttpAnswer.json(HttpResponseStatus.valueOf(status), number, text);
    }
}
