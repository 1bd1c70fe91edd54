package scf.websocket.testing.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** Recognizes reads of the system clock, by a call or a method reference. */
public final class Clocks {
    public static final DescribedPredicate<JavaAccess<?>> READS =
            DescribedPredicate.describe("reads a clock of the machine", access -> {
                String target = access.getTargetOwner().getName() + "." + access.getName();
                return target.equals(Instant.class.getName() + ".now")
                        || target.startsWith(Clock.class.getName() + ".system")
                        || Set.of("java.lang.System.nanoTime", "java.lang.System.currentTimeMillis")
                                .contains(target);
            });

    private Clocks() {}
}
