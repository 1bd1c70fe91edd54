package scf.websocket.gateway.invoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scf.websocket.gateway.failure.Failures;

/** Replaces all changed jars together, because the functions of an application depend on each other. */
final class JarRenewals {
    private static final Logger LOG = LoggerFactory.getLogger(JarRenewals.class);

    private JarRenewals() {}

    /** Replaces the jars. If one cannot be loaded, keeps all current ones and logs why. Never throws. */
    static void run(List<JarInvoker> invokers) {
        List<JarRenewal> renewals = new ArrayList<>();
        Set<String> files = new TreeSet<>();
        try {
            for (JarInvoker invoker : invokers) {
                invoker.renewal().ifPresent(renewal -> {
                    renewals.add(renewal);
                    files.add(renewal.first().version().path().toString());
                });
            }
        } catch (RuntimeException | Error e) {
            // Catch errors too: whatever a constructor throws, the current functions keep running.
            renewals.forEach(JarRenewal::discard);
            LOG.error(
                    "the functions stay as they were: {}",
                    e instanceof FunctionLoadException ? Failures.message(e) : Failures.line(e));
            return;
        }
        if (!renewals.isEmpty()) {
            renewals.forEach(JarRenewal::use);
            LOG.info("the functions are loaded anew from {}", String.join(" and ", files));
        }
    }
}
