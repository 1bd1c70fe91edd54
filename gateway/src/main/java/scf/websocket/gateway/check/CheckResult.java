package scf.websocket.gateway.check;

/**
 * One result of {@code --check}.
 *
 * @param text what was checked and the outcome; contains no secret
 */
public record CheckResult(Verdict verdict, String text) {
    public enum Verdict {
        GOOD("good"),

        /** The gateway would not start, or could not invoke its functions. */
        BAD("bad"),

        /** Cannot be checked without side effects, or may change before the start. */
        UNKNOWN("not checked");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }
    }

    public static CheckResult good(String text) {
        return new CheckResult(Verdict.GOOD, text);
    }

    public static CheckResult bad(String text) {
        return new CheckResult(Verdict.BAD, text);
    }

    public static CheckResult unknown(String text) {
        return new CheckResult(Verdict.UNKNOWN, text);
    }

    public boolean isBad() {
        return verdict == Verdict.BAD;
    }

    @Override
    public String toString() {
        return verdict.label + ": " + text;
    }
}
