package scf.websocket.channels.protocol;

/** A command from a client: an id that the reply repeats, and a request. */
public final class Command {
    private final int id;
    private final Request request;

    private Command(int id, Request request) {
        this.id = id;
        this.request = request;
    }

    /** @param id the client's number, an unsigned integer of 32 bits; 0 for {@link SendRequest} only */
    public static Command of(int id, Request request) {
        if (id == 0 && !(request instanceof SendRequest)) {
            throw new IllegalArgumentException("only send has no id");
        }
        return new Command(id, request);
    }

    /** Returns the number that the reply repeats; 0 if the command has no reply. */
    public int id() {
        return id;
    }

    public Request request() {
        return request;
    }
}
