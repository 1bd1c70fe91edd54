package scf.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.testing.architecture.Violations;
import scf.websocket.testing.architecture.Violations.Violation;

/** A rule that matches no class always passes, so each rule must detect a class that violates it. */
class ArchitectureRulesTest {
    /** By rule: the package and the body of a violating class. */
    private static final Map<String, Violation> VIOLATIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("ONLY_CLASSES_NAMED_FOR_MYSQL_KNOW_IT", in("function", "java.sql.Connection database;")),
            Map.entry("ONLY_CLASSES_NAMED_FOR_HTTP_KNOW_THE_CLIENT", in("push", "okhttp3.OkHttpClient client;")),
            Map.entry("ONLY_CLASSES_NAMED_FOR_JSON_KNOW_IT", in("push", "com.fasterxml.jackson.core.JsonParser json;")),
            Map.entry(
                    "EVENTS_SETTINGS_AND_THE_APPLICATIONS_INTERFACE_NEED_NO_LIBRARY",
                    in("app", "org.slf4j.Logger log;")),
            Map.entry(
                    "THE_WIRE_CONTRACT_DEPENDS_ON_NOTHING_OF_OURS",
                    in("event", "scf.websocket.config.Settings settings;")),
            Map.entry(
                    "THE_APPLICATION_DOES_NOT_KNOW_WHAT_RUNS_IT",
                    in("chat", "scf.websocket.function.Invocation invocation;")),
            Map.entry("FUNCTIONS_DO_NOT_KNOW_THE_GATEWAY", in("function", "scf.websocket.gateway.Violation other;")),
            Map.entry(
                    "WHAT_IS_SHARED_DOES_NOT_KNOW_THE_HANDLERS",
                    in("function", "scf.websocket.register.Violation other;")),
            Map.entry("THE_LOG_FORMAT_DEPENDS_ON_NOTHING_OF_OURS", in("log", "scf.websocket.event.Action action;")),
            Map.entry("TIME_IS_PASSED_IN", in("push", "java.util.function.LongSupplier clock = System::nanoTime;")),
            Map.entry(
                    "PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION",
                    in("register", "scf.websocket.gateway.Violation other;"))));

    /** Classes that the violations refer to, one of which refers back. */
    private static final Map<String, String> OTHERS = Map.of(
            "scf.websocket.gateway",
            "scf.websocket.register.@PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION other;",
            "scf.websocket.register",
            "");

    @TempDir
    static Path folder;

    private static Violations violations;

    private static Violation in(String name, String body) {
        return new Violation("scf.websocket." + name, body);
    }

    static Stream<String> rules() {
        return Violations.rules(ArchitectureTest.class);
    }

    @BeforeAll
    static void compile() throws IOException {
        violations = Violations.compile(folder, VIOLATIONS, OTHERS);
    }

    @Test
    void everyRuleHasAViolation() {
        assertThat(VIOLATIONS.keySet()).isEqualTo(rules().collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aViolationIsFound(String name) throws Exception {
        ArchRule rule = (ArchRule) ArchitectureTest.class.getDeclaredField(name).get(null);
        assertThat(violations.isFoundBy(rule, name)).isTrue();
    }
}
