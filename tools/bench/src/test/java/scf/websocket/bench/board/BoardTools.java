package scf.websocket.bench.board;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests, with a reason, where Python or a C compiler is missing; with {@code CI=true} they run and fail instead. */
final class BoardTools implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("with CI=true, a missing program is a failure");
        }
        if (!succeeds("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))")) {
            return ConditionEvaluationResult.disabled("python3 (3.9 or newer) is not on the PATH");
        }
        return succeeds("gcc", "--version")
                ? ConditionEvaluationResult.enabled("python3 and gcc are available")
                : ConditionEvaluationResult.disabled("gcc is not on the PATH");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
