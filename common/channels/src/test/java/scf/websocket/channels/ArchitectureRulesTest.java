package scf.websocket.channels;

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
            Map.entry("ONLY_CLASSES_NAMED_FOR_MYSQL_KNOW_IT", in("auth", "java.sql.Connection database;")),
            Map.entry("ONLY_CLASSES_NAMED_FOR_HTTP_KNOW_THE_CLIENT", in("auth", "okhttp3.OkHttpClient client;")),
            Map.entry(
                    "ONLY_CLASSES_NAMED_FOR_JSON_KNOW_IT", in("codec", "com.fasterxml.jackson.core.JsonParser json;")),
            Map.entry(
                    "ONLY_CLASSES_NAMED_FOR_PROTOBUF_KNOW_IT",
                    in("codec", "com.google.protobuf.CodedInputStream input;")),
            Map.entry("ONLY_CLASSES_NAMED_FOR_NIMBUS_KNOW_IT", in("auth", "com.nimbusds.jose.JWSObject token;")),
            Map.entry(
                    "THE_PROTOCOL_DEPENDS_ON_MESSAGES_ONLY", in("protocol", "scf.websocket.config.Settings settings;")),
            Map.entry(
                    "THE_APPLICATION_DOES_NOT_KNOW_WHAT_RUNS_IT",
                    in("store", "scf.websocket.function.Invocation invocation;")),
            Map.entry("TIME_IS_PASSED_IN", in("store", "java.util.function.LongSupplier clock = System::nanoTime;")),
            Map.entry(
                    "PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION",
                    in("store", "scf.websocket.channels.config.Violation other;"))));

    /** A class that a violation refers to, and that refers back. */
    private static final Map<String, String> OTHERS = Map.of(
            "scf.websocket.channels.config",
            "scf.websocket.channels.store.@PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION other;");

    @TempDir
    static Path folder;

    private static Violations violations;

    private static Violation in(String name, String body) {
        return new Violation("scf.websocket.channels." + name, body);
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
