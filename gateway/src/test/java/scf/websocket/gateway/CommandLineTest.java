package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import scf.websocket.gateway.options.EnvironmentDefaults;

class CommandLineTest {
    private static final List<String> TARGETS = List.of(
            "--register",
            "http://127.0.0.1/r",
            "--transmission",
            "http://127.0.0.1/t",
            "--cleanup",
            "http://127.0.0.1/c");

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int check(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--check");
        CommandLine commandLine = GatewayMain.commandLine();
        commandLine.setErr(new PrintWriter(err));
        commandLine.setOut(new PrintWriter(out));
        return commandLine.execute(all.toArray(new String[0]));
    }

    private int check(String... more) {
        List<String> all = new ArrayList<>(TARGETS);
        all.addAll(List.of(more));
        return check(all);
    }

    @Test
    void threeTargetsAreEnough() {
        assertThat(check()).isZero();
        assertThat(out.toString()).contains("All settings and targets are good.");
    }

    @Test
    void aTargetThatIsMissingIsNamedWithWhatItMayBe() {
        assertThat(check(TARGETS.subList(0, 4))).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--cleanup is missing; it must be jar:PATH!package.Class::method, http(s)://HOST[:PORT]/PATH, or"
                                + " scf:REGION/NAMESPACE/FUNCTION[:QUALIFIER]");
    }

    @Test
    void anApiDoesWithoutRegisterOrCleanupOnlyIfThatIsSaid() {
        assertThat(check(List.of("--register", "none", "--transmission", "http://127.0.0.1/t", "--cleanup", "none")))
                .isZero();
        assertThat(check(List.of("--transmission", "http://127.0.0.1/t", "--cleanup", "none")))
                .isEqualTo(2);
        assertThat(check(List.of("--register", "none", "--transmission", "http://127.0.0.1/t")))
                .isEqualTo(2);
        assertThat(check(List.of("--register", "none", "--transmission", "none", "--cleanup", "none")))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--register is missing; it must be jar:",
                        ", or none for an API that lets in everybody",
                        "--cleanup is missing; it must be jar:",
                        ", or none for an API that needs no cleanup",
                        "--transmission must be jar:",
                        "what clients send would be lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "None", "NONE", "null", "false", "none "})
    void whatIsAlmostNoneOpensNothing(String value) {
        for (String option : List.of("--register", "--cleanup")) {
            List<String> arguments = new ArrayList<>(TARGETS);
            arguments.set(TARGETS.indexOf(option) + 1, value);
            assertThat(check(arguments)).as(option).isEqualTo(2);
            assertThat(err.toString()).contains(option).contains("'" + value + "' is not a target");
        }
    }

    @Test
    void anEmptyVariableOpensNothing() {
        for (String variable : List.of("GATEWAY_REGISTER", "GATEWAY_CLEANUP")) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "GATEWAY_REGISTER", "http://127.0.0.1/r",
                    "GATEWAY_TRANSMISSION", "http://127.0.0.1/t",
                    "GATEWAY_CLEANUP", "http://127.0.0.1/c"));
            environment.put(variable, "");
            CommandLine commandLine = GatewayMain.commandLine()
                    .setDefaultValueProvider(new EnvironmentDefaults(environment))
                    .setErr(new PrintWriter(err));
            assertThat(commandLine.execute("--check")).as(variable).isEqualTo(2);
            assertThat(err.toString()).contains("--" + variable.substring(8).toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void pathsAndStagesAreChecked() {
        assertThat(check("--path", "/release/", "--path", "/a/{b},/c")).isZero();
        assertThat(check("--path", "/", "--stage", "release")).isZero();
        assertThat(check("--path", "")).isEqualTo(2);
        assertThat(check("--path", "chat")).isEqualTo(2);
        assertThat(check("--path", "/a,/a")).isEqualTo(2);
        assertThat(check("--path", "/s/{a}", "--path", "/s/{b}")).isEqualTo(2);
        assertThat(check("--path", "/a", "--stage", "")).isEqualTo(2);
        assertThat(check("--path", "/a", "--stage", "a/b")).isEqualTo(2);
        assertThat(check("--path", "/s/{a", "--stage", "s")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--path must be like /release/websocket, but is ''",
                        "--path must be like /release/websocket, but is 'chat'",
                        "--path has /a twice",
                        "--path: nothing tells /s/{b} and /s/{a} apart",
                        "--stage must be like release, but is ''",
                        "--stage must be like release, but is 'a/b'",
                        "--path must have a parameter as a whole segment, such as /release/{room}, but is '/s/{a'");
    }

    @Test
    void withAFileOfRoutesNoTargetIsNeeded() {
        assertThat(check(List.of("--routes", "none.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("none.json cannot be read");
    }

    @Test
    void targetsOnScfAreGoodWithoutCallingThem() {
        assertThat(check("--cleanup", "scf:ap-guangzhou/default/cleanup")).isEqualTo(2);
        assertThat(check(List.of(
                        "--register", "scf:ap-guangzhou/default/register",
                        "--transmission", "scf:ap-guangzhou/default/transmission:1",
                        "--cleanup", "scf:ap-guangzhou/default/cleanup:$LATEST",
                        "--scf-endpoint", "https://scf.internal.tencentcloudapi.com")))
                .isZero();
    }

    @Test
    void signaturesAndStrictContradictEachOther() {
        assertThat(check("--signing-keys", "0123456789abcdef0123456789abcdef")).isZero();
        assertThat(check("--signing-keys", "0123456789abcdef0123456789abcdef", "--strict"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--signing-keys (GATEWAY_SIGNING_KEYS) and --strict contradict each other");
    }

    @Test
    void aWeakSigningKeyIsRefusedAndNotShown() {
        assertThat(check("--signing-keys", "secret")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--signing-keys (GATEWAY_SIGNING_KEYS): each key must be 32 or more visible ASCII characters")
                .doesNotContain("secret");
    }

    @Test
    void boundsAndChoicesAreNamed() {
        assertThat(check("--max-invocations", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--max-invocations must be between 1 and 100000, but is 0");
        assertThat(check("--transmission-timeout", "901")).isEqualTo(2);
        assertThat(err.toString()).contains("--transmission-timeout must be between 1 and 900, but is 901");
        assertThat(check("--scf-endpoint", "scf.example.com")).isEqualTo(2);
        assertThat(err.toString()).contains("--scf-endpoint must be like https://scf.example.com");
        assertThat(check("--on-message-failure", "keep")).isZero();
        assertThat(check("--on-message-failure", "drop")).isEqualTo(2);
    }

    @Test
    void theIdleTimeOfTencentsWebFunctionsIsBounded() {
        assertThat(check("--profile", "tencent", "--idle", "10", "--max-duration", "10"))
                .isZero();
        assertThat(check("--profile", "tencent", "--idle", "9")).isEqualTo(2);
        assertThat(check("--profile", "tencent", "--idle", "600", "--max-duration", "300"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--idle must be between 10 and 7200 and not above --max-duration with --profile tencent, but is 9")
                .contains("but is 600");
    }

    @Test
    void pushesFromEverywhereNeedAToken() {
        assertThat(check("--public-push", "--push-tokens", "0123456789abcdef")).isZero();
        assertThat(check("--public-push")).isEqualTo(2);
        assertThat(err.toString()).contains("--public-push can be reached by every client: set GATEWAY_PUSH_TOKENS");
    }

    @Test
    void pushesMayComeInBySeveralPortsOfTheirOwn() {
        assertThat(check("--push-port", "8081,80,0,0")).isZero();
        assertThat(check("--push-port", "8081", "--push-port", "80")).isZero();
        assertThat(check("--push-port", "8080", "--host", "192.0.2.1")).isZero();
        assertThat(check("--push-port", "8081,80,8081")).isEqualTo(2);
        assertThat(check("--push-port", "8081,8080")).isEqualTo(2);
        assertThat(check("--push-port", "8081,65536")).isEqualTo(2);
        assertThat(check("--push-port", "1,2,3,4,5,6,7,8,9")).isEqualTo(2);
        assertThat(check("--push-port", "8081,http")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--push-port has 8081 twice",
                        "--push-port and --port are both 8080: the listener for clients needs a port of its own",
                        "--push-port must be between 0 and 65535, but is 65536",
                        "--push-port must be 1 to 8 ports",
                        "'http' is not an int");
    }

    @Test
    void secretsAndNetworksServeInPlaceOfTokens() {
        String secret = "3b1f6f0e9d8c47a2b5e0c7d94a61f802";
        assertThat(check("--push-host", "0.0.0.0", "--push-secrets", secret)).isZero();
        assertThat(check("--push-host", "0.0.0.0", "--push-networks", "10.0.8.0/24,fd00::/8", "--strict"))
                .isZero();
        assertThat(check("--push-host", "0.0.0.0")).isEqualTo(2);
        assertThat(check("--push-secrets", secret + ",hunter2")).isEqualTo(2);
        assertThat(check("--push-networks", "0.0.0.0/0")).isEqualTo(2);
        assertThat(check("--public-push", "--push-secrets", secret)).isEqualTo(2);
        assertThat(check("--push-secret", secret)).isEqualTo(2);
        assertThat(check("--push-secret=" + secret)).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "or, for functions that know nothing but a URL, GATEWAY_PUSH_SECRETS or GATEWAY_PUSH_NETWORKS",
                        "--push-secrets (GATEWAY_PUSH_SECRETS) must be 1 to 8 secrets",
                        "--push-networks (GATEWAY_PUSH_NETWORKS) must name your own networks",
                        "--public-push can be reached by every client: set GATEWAY_PUSH_TOKENS",
                        "Unknown option: '--push-secret=***'",
                        "'--push-secret', '***'")
                .doesNotContain(secret)
                .doesNotContain("hunter2");
    }

    @Test
    void partsOfTheHandshakeAndStrictContradictEachOther() {
        assertThat(check("--pass-headers", "authorization,cookie", "--pass-query", "token"))
                .isZero();
        assertThat(check("--pass-query", "token", "--strict")).isEqualTo(2);
        assertThat(err.toString()).contains("--pass-headers and --pass-query cannot go with --strict");
    }

    @Test
    void whatIsWrongWithLimitsOriginsProxiesAndCertificatesIsNamed() {
        assertThat(check("--profile", "tencent", "--message-rate", "20", "--deflate", "--drain", "30"))
                .isZero();
        assertThat(check("--max-connections", "0")).isEqualTo(2);
        assertThat(check("--allow-origin", "chat.example.com")).isEqualTo(2);
        assertThat(check("--trust-forwarded", "10.0.0.0/8,proxy")).isEqualTo(2);
        assertThat(check("--pass-headers", "two words")).isEqualTo(2);
        assertThat(check("--tls-cert", "cert.pem")).isEqualTo(2);
        assertThat(check("--tls-cert", "missing.pem", "--tls-key", "missing.pem"))
                .isEqualTo(2);
        assertThat(check("--journal", "pom.xml")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--max-connections must be between 1 and 10000000, but is 0",
                        "--allow-origin must be like https://chat.example.com",
                        "--trust-forwarded must be addresses or ranges like 10.0.0.0/8 or ::1, but has 'proxy'",
                        "--pass-headers must be names of headers like authorization,cookie, but has 'two words'",
                        "--tls-cert and --tls-key belong together: both or neither",
                        "missing.pem cannot be read",
                        "--journal must be a folder that can be written to, but is pom.xml");
    }
}
