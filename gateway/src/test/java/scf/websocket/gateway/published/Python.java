package scf.websocket.gateway.published;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests, with a reason, where {@code python3} is missing; with {@code CI=true} they run and fail instead. */
final class Python implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (isAvailable()) {
            return ConditionEvaluationResult.enabled("python3 is available");
        }
        return "true".equals(System.getenv("CI"))
                ? ConditionEvaluationResult.enabled("python3 is missing, which is a failure with CI=true")
                : ConditionEvaluationResult.disabled("python3 (3.7 or newer) is not on the PATH");
    }

    private static boolean isAvailable() {
        try {
            Process version = new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 7))")
                    .redirectErrorStream(true)
                    .start();
            return version.waitFor(20, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
