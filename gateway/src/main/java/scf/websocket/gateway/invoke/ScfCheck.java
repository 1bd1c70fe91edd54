package scf.websocket.gateway.invoke;

import java.util.Locale;
import scf.websocket.gateway.check.CheckResult;
import scf.websocket.gateway.failure.Failures;

/**
 * Checks whether there are credentials for {@code scf:} targets. Blocks: those of a role come from the machine's
 * metadata service.
 */
public final class ScfCheck {
    private static final String NONE =
            "there are none: set TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY, or give the machine a role";

    private static final int SHOWN = 4;

    private ScfCheck() {}

    /** The result is good if there are credentials; only a call would show whether they are valid. */
    public static CheckResult credentials() {
        try {
            String id = ScfCredentials.ofProcess().current().getSecretId();
            if (id == null || id.isBlank()) {
                return CheckResult.bad("credentials for SCF: " + NONE);
            }
            return CheckResult.good(String.format(
                    Locale.ROOT,
                    "credentials for SCF: found, with the id %s…; not checked whether they are valid",
                    id.substring(0, Math.min(SHOWN, id.length()))));
        } catch (IllegalStateException e) {
            return CheckResult.bad("credentials for SCF: " + Failures.message(e));
        }
    }
}
