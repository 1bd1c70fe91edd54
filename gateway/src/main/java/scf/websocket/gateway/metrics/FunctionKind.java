package scf.websocket.gateway.metrics;

/** The three functions of an API. */
public enum FunctionKind {
    REGISTER("register"),
    TRANSMISSION("transmission"),
    CLEANUP("cleanup");

    private final String label;

    FunctionKind(String label) {
        this.label = label;
    }

    /** Returns the name used in metrics, logs and options. */
    public String label() {
        return label;
    }
}
