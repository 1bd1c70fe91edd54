package scf.websocket.gateway.metrics;

/** The three functions. */
public enum FunctionKind {
    REGISTER("register"),
    TRANSMISSION("transmission"),
    CLEANUP("cleanup");

    private final String label;

    FunctionKind(String label) {
        this.label = label;
    }

    /** As it stands in metrics, logs and options. */
    public String label() {
        return label;
    }
}
