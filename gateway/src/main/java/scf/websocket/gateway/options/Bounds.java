package scf.websocket.gateway.options;

/** Validation whose messages name the option and the allowed values. */
final class Bounds {
    private Bounds() {}

    static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + " must be between " + least + " and " + most + ", but is " + value);
        }
    }

    static void form(String option, String value, String pattern, String example) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(option + " must be like " + example + ", but is '" + value + "'");
        }
    }
}
