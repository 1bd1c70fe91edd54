package scf.websocket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code scfws sweep}, with the real jar, database and gateway. */
@DisabledOnOs(OS.WINDOWS)
final class SweepCommandIT {
    private static final String GONE = "A".repeat(32);

    @Test
    @Tag("proof")
    void removesTheRowsOfConnectionsThatAreGone() throws Exception {
        try (RunningGateway gateway = RunningGateway.start(Map.of())) {
            insertAnHourAgo();
            ProcessBuilder sweep = new ProcessBuilder(
                    "sh",
                    "../../gateway/src/distribution/bin/scfws",
                    "sweep",
                    "../../cleanup-fn/target/cleanup-fn.jar");
            Map<String, String> environment = sweep.environment();
            environment.putAll(SharedDatabase.address().environment());
            environment.put("PUSH_URL", gateway.pushUrl().toString());
            environment.put("PUSH_EXTENDED", "true");
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.put("SCFWS_JAR", "../scfws/target/scfws.jar");
            environment.put("XDG_CACHE_HOME", Path.of("target/scfws-cache").toString());
            Process process =
                    sweep.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(answer).contains("\"errNo\" : 0");
            assertThat(SharedDatabase.ids()).doesNotContain(GONE);
        }
    }

    /** The sweep leaves younger rows alone. */
    private static void insertAnHourAgo() throws SQLException {
        SharedDatabase.insert(GONE);
        try (Connection connection = SharedDatabase.server().connect(DatabaseAddress.DEFAULT_NAME);
                Statement statement = connection.createStatement()) {
            int rows = statement.executeUpdate("UPDATE ConnectionID_List SET `Date` ="
                    + " UTC_TIMESTAMP(3) - INTERVAL 2 HOUR WHERE ConnectionID = '" + GONE + "'");
            assertThat(rows).isEqualTo(1);
        }
    }
}
