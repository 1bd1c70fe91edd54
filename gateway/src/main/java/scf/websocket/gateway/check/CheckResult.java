package scf.websocket.gateway.check;

/**
 * One line of a check.
 *
 * @param text what was tried, and what came of it; holds no secret
 */
public record CheckResult(Verdict verdict, String text) {
    /** What is said of it. */
    public enum Verdict {
        GOOD("good"),

        /** A start would fail, or the functions could not be called. */
        BAD("bad"),

        /** Cannot be found out without doing harm, or may change until the start. */
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
