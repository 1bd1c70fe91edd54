package scf.websocket.testing.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out this module, which tests have on their class path beside what they check. */
public final class DoNotIncludeTestKit implements ImportOption {
    @Override
    public boolean includes(Location location) {
        return !location.contains("/process-testing");
    }
}
