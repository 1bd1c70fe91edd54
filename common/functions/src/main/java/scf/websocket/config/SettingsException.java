package scf.websocket.config;

/** A setting is missing or not of its form. The message names the variable and what it should look like; it never quotes a secret. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * @param variable name of the environment variable
     * @param problem what is wrong and what would be right, after the name: "is missing: …"
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
