package scf.websocket.api;

/** A request is answered with an HTTP status, before any command of it runs. */
final class HttpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpReply reply;

    /** @param text for the caller, without data of the request */
    HttpRefusal(int status, int code, String text) {
        this(HttpReply.of(status, JsonAnswers.error(code, text)), text);
    }

    private HttpRefusal(HttpReply reply, String text) {
        super(text, null, false, false);
        this.reply = reply;
    }

    HttpRefusal with(String header, String value) {
        reply.with(header, value);
        return this;
    }

    HttpReply reply() {
        return reply;
    }
}
