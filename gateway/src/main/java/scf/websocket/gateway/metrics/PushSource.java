package scf.websocket.gateway.metrics;

import java.util.Locale;

/** How a push came to the gateway; a label of a metric. */
public enum PushSource {
    /** By a request to the push URL. */
    URL,

    /** In the answer of a function. */
    ANSWER,

    /** By an operator at the console. */
    CONSOLE,

    /** To a group, from another node, which does not count our members. */
    NODE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Returns the label. */
    public String label() {
        return label;
    }
}
