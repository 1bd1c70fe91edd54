package scf.websocket.config;

/**
 * A setting is missing or malformed. The message names the variable and the expected format; it never quotes a secret.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * @param variable the name of the environment variable
     * @param problem what is wrong and how to fix it; follows the name: "is missing: …"
     */
    public SettingsException(String variable, String problem) {
        super(variable + " " + problem);
        this.variable = variable;
    }

    /** The name of the environment variable. */
    public String variable() {
        return variable;
    }
}
