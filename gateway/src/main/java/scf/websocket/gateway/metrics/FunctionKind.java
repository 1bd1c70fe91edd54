package scf.websocket.gateway.metrics;

/** The three functions of a WebSocket API, and the function that serves the HTTP API of back ends. */
public enum FunctionKind {
    REGISTER("register"),
    TRANSMISSION("transmission"),
    CLEANUP("cleanup"),
    HTTP_API("api");

    private final String label;

    FunctionKind(String label) {
        this.label = label;
    }

    /** Returns the name used in metrics, logs and options. */
    public String label() {
        return label;
    }
}
