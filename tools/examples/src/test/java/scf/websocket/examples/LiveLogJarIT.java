package scf.websocket.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import scf.websocket.jar.FunctionJarContract;
import scf.websocket.jar.TestDatabase;

/** The jar of an application fulfils the contract of each of our three function jars. */
class LiveLogJarIT extends FunctionJarContract {
    static final Path JAR = Path.of("target", "projects", "live-log", "target", "functions.jar");

    @AutoClose
    private static final TestDatabase database = new TestDatabase();

    @Override
    protected Path jar() {
        return JAR;
    }

    @Override
    protected List<String> handlers() {
        return List.of(
                "scf.websocket.register.RegisterFunction::mainHandler",
                "scf.websocket.transmission.TransmissionFunction::mainHandler",
                "scf.websocket.cleanup.CleanupFunction::mainHandler",
                "scf.websocket.cleanup.SweepFunction::mainHandler");
    }

    @Override
    protected int maxLoadedClasses() {
        return 540;
    }

    @Override
    protected Map<String, String> environment(Map<String, String> more) {
        return database.environment(more);
    }
}
