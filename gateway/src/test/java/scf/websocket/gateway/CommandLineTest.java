package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import scf.websocket.gateway.journal.ConnectionJournal;
import scf.websocket.gateway.journal.FileJournal;
import scf.websocket.gateway.journal.JournalSync;
import scf.websocket.gateway.options.EnvironmentDefaults;
import scf.websocket.gateway.testing.FunctionServer;
import scf.websocket.gateway.testing.RedisProcess;

class CommandLineTest {
    private static final FunctionServer FUNCTIONS = new FunctionServer();
    private static final List<String> TARGETS = List.of(
            "--register", FUNCTIONS.url("r"), "--transmission", FUNCTIONS.url("t"), "--cleanup", FUNCTIONS.url("c"));

    @AfterAll
    static void noEventWasSent() {
        assertThat(FUNCTIONS.of("r")).isEmpty();
        assertThat(FUNCTIONS.of("t")).isEmpty();
        assertThat(FUNCTIONS.of("c")).isEmpty();
        FUNCTIONS.close();
    }

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int check(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--check");
        return GatewayMain.execute(commandLine(), all.toArray(new String[0]));
    }

    private int checkWithRegister(String target) {
        List<String> arguments = new ArrayList<>(TARGETS);
        arguments.set(TARGETS.indexOf("--register") + 1, target);
        return check(arguments);
    }

    private CommandLine commandLine() {
        return GatewayMain.commandLine().setErr(new PrintWriter(err)).setOut(new PrintWriter(out));
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
    void namesAMissingTargetAndItsPossibleForms() {
        assertThat(check(TARGETS.subList(0, 4))).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--cleanup is missing; it must be jar:PATH!package.Class::method, http(s)://HOST[:PORT]/PATH, or"
                                + " scf:REGION/NAMESPACE/FUNCTION[:QUALIFIER]");
    }

    @Test
    void registerAndCleanupCanOnlyBeOmittedExplicitly() {
        assertThat(check(List.of("--register", "none", "--transmission", FUNCTIONS.url("t"), "--cleanup", "none")))
                .isZero();
        assertThat(check(List.of("--transmission", FUNCTIONS.url("t"), "--cleanup", "none")))
                .isEqualTo(2);
        assertThat(check(List.of("--register", "none", "--transmission", FUNCTIONS.url("t"))))
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
                        "messages from clients would be lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "None", "NONE", "null", "false", "none "})
    void refusesNearMissesOfNone(String value) {
        for (String option : List.of("--register", "--cleanup")) {
            List<String> arguments = new ArrayList<>(TARGETS);
            arguments.set(TARGETS.indexOf(option) + 1, value);
            assertThat(check(arguments)).as(option).isEqualTo(2);
            assertThat(err.toString()).contains(option).contains("'" + value + "' is not a target");
        }
    }

    @Test
    void anEmptyVariableDoesNotMeanNone() {
        for (String variable : List.of("GATEWAY_REGISTER", "GATEWAY_CLEANUP")) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "GATEWAY_REGISTER", FUNCTIONS.url("r"),
                    "GATEWAY_TRANSMISSION", FUNCTIONS.url("t"),
                    "GATEWAY_CLEANUP", FUNCTIONS.url("c")));
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
                        "--path is empty: leave it out",
                        "--path must be like /release/websocket, but is 'chat'",
                        "--path has /a twice",
                        "--path: nothing tells /s/{b} and /s/{a} apart",
                        "--stage is empty: leave it out",
                        "--stage must be like release, but is 'a/b'",
                        "--path must have a parameter as a whole segment, such as /release/{room}, but is '/s/{a'");
    }

    @Test
    void aRouteFileReplacesTheTargets() {
        assertThat(check(List.of("--routes", "none.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("none.json cannot be read");
    }

    @Test
    void checksAddressAndKeysOfScfTargetsWithoutCallingThem() {
        assertThat(check(List.of(
                        "--register", "scf:ap-guangzhou/default/register",
                        "--transmission", "scf:ap-guangzhou/default/transmission:1",
                        "--cleanup", "scf:ap-guangzhou/default/cleanup:$LATEST",
                        "--scf-endpoint", "https://scf.nowhere.invalid")))
                .isEqualTo(2);
        assertThat(out.toString())
                .contains("not checked: --register scf:ap-guangzhou/default/register: whether the function exists");
        assertThat(err.toString()).contains("bad: the API of SCF: the name scf.nowhere.invalid cannot be resolved");
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
    void namesBoundsAndChoices() {
        assertThat(check("--max-invocations", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--max-invocations must be between 1 and 100000, but is 0");
        assertThat(check("--transmission-timeout", "901")).isEqualTo(2);
        assertThat(err.toString()).contains("--transmission-timeout must be between 1 and 900, but is 901");
        assertThat(check("--max-waiting-bytes", "4611686018427387904")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--max-waiting-bytes must be at most half of the Java heap, ")
                .contains("but is 4611686018427387904: use a larger heap (-Xmx), or a lower --max-message");
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
        assertThat(err.toString()).contains("--public-push is reachable by every client: set GATEWAY_PUSH_TOKENS");
    }

    @Test
    void pushesMayUseSeveralPorts() {
        assertThat(check("--push-port", "8081,8082,0,0")).isZero();
        assertThat(check("--push-port", "8081", "--push-port", "8082")).isZero();
        assertThat(check("--push-port", "8080", "--host", "127.0.0.2")).isZero();
        assertThat(check("--push-port", "8081,8082,8081")).isEqualTo(2);
        assertThat(check("--push-port", "8081,8080")).isEqualTo(2);
        assertThat(check("--push-port", "8081,65536")).isEqualTo(2);
        assertThat(check("--push-port", "1,2,3,4,5,6,7,8,9")).isEqualTo(2);
        assertThat(check("--push-port", "8081,http")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--push-port has 8081 twice",
                        "--push-port and --port are both 8080: the public listener needs a port of its own",
                        "--push-port must be between 0 and 65535, but is 65536",
                        "--push-port must be 1 to 8 ports",
                        "'http' is not an int");
    }

    @Test
    void secretsOrNetworksReplaceTokens() {
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
                        "or, for functions that accept only a URL, GATEWAY_PUSH_SECRETS or GATEWAY_PUSH_NETWORKS",
                        "--push-secrets (GATEWAY_PUSH_SECRETS) must be 1 to 8 secrets",
                        "--push-networks (GATEWAY_PUSH_NETWORKS) must name your own networks",
                        "--public-push is reachable by every client: set GATEWAY_PUSH_TOKENS",
                        "Unknown option: '--push-secret=***'",
                        "'--push-secret', '***'")
                .doesNotContain(secret)
                .doesNotContain("hunter2");
    }

    @Test
    void forwardedFieldsAndStrictContradictEachOther() {
        assertThat(check(
                        "--pass-headers",
                        "authorization,cookie",
                        "--pass-query",
                        "token",
                        "--allow-origin",
                        "https://chat.example.com"))
                .isZero();
        assertThat(check("--pass-query", "token", "--strict")).isEqualTo(2);
        assertThat(err.toString()).contains("--pass-headers and --pass-query cannot go with --strict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie", "authorization,Cookie", "COOKIE"})
    void forwardingCookiesRequiresAllowedOrigins(String headers) {
        for (String origins : List.of("", "--allow-origin=null", "--allow-origin=https://chat.example.com,null")) {
            List<String> arguments = new ArrayList<>(TARGETS);
            arguments.addAll(List.of("--pass-headers", headers));
            if (!origins.isEmpty()) {
                arguments.add(origins);
            }
            assertThat(check(arguments)).as(origins).isEqualTo(2);
        }
        assertThat(err.toString())
                .contains("--pass-headers cookie (GATEWAY_PASS_HEADERS) needs --allow-origin (GATEWAY_ALLOW_ORIGIN)");
    }

    @Test
    void namesEachWrongLimitOriginProxyAndCertificate() {
        assertThat(check("--profile", "tencent", "--message-rate", "20", "--deflate", "--drain", "30"))
                .isZero();
        assertThat(check("--max-connections", "0")).isEqualTo(2);
        assertThat(check("--allow-origin", "chat.example.com")).isEqualTo(2);
        assertThat(check("--trust-forwarded", "10.0.0.0/8,proxy")).isEqualTo(2);
        assertThat(check("--pass-headers", "two words")).isEqualTo(2);
        assertThat(check("--tls-cert", "cert.pem")).isEqualTo(2);
        assertThat(check("--tls-engine", "openssl")).isEqualTo(2);
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
                        "missing.pem does not exist",
                        "--journal must be a writable directory, but is pom.xml");
    }

    @Test
    void printsALineForEachCheckAndForWhatIsNotChecked() {
        assertThat(check()).isZero();
        assertThat(out.toString().lines().toList())
                .contains("good: --register " + FUNCTIONS.url("r") + ": connects to 127.0.0.1 port "
                        + URI.create(FUNCTIONS.url("r")).getPort())
                .contains("not checked: whether the functions work: no event is sent to them")
                .endsWith("All settings and targets are good.");
    }

    @Test
    void anUnreachableOrUnresolvableServerIsBad() {
        assertThat(checkWithRegister("http://127.0.0.1:9/r")).isEqualTo(2);
        assertThat(checkWithRegister("http://functions.nowhere.invalid/r")).isEqualTo(2);
        assertThat(err.toString())
                .contains("bad: --register http://127.0.0.1:9/r: port 9 of 127.0.0.1 cannot be reached")
                .contains("the name functions.nowhere.invalid cannot be resolved");
        assertThat(out.toString()).doesNotContain("All settings and targets are good.");
    }

    @Test
    void anHttpsTargetWithoutTlsOrATrustedCertificateIsBad() throws Exception {
        int port = URI.create(FUNCTIONS.url("r")).getPort();
        assertThat(checkWithRegister("https://127.0.0.1:" + port + "/r")).isEqualTo(2);
        assertThat(err.toString()).contains("TLS with 127.0.0.1:" + port + " fails: ");
    }

    @Test
    void reportsAPortInUseWithoutFailing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(check("--host", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort())))
                    .isZero();
            assertThat(out.toString())
                    .contains("not checked: --port: port " + taken.getLocalPort() + " of 127.0.0.1 is in use");
        }
    }

    @Test
    void connectsToRedisAndChecksThePermissionToPublish() {
        try (RedisProcess redis = new RedisProcess()) {
            assertThat(check("--redis", redis.url())).isZero();
            assertThat(out.toString())
                    .contains("connects, signs in, and may publish")
                    .doesNotContain("secret");
            assertThat(check("--redis", redis.url().replace("secret", "wrong"))).isEqualTo(2);
            assertThat(check("--redis", "redis://127.0.0.1:9")).isEqualTo(2);
            assertThat(err.toString().lines().filter(line -> line.startsWith("bad: --redis 127.0.0.1:")))
                    .hasSize(2);
        }
    }

    @Test
    void checksTheJournalWithoutChangingIt(@TempDir Path folder) {
        assertThat(check("--journal", folder.toString())).isZero();
        assertThat(check("--journal", folder.resolve("a/b").toString())).isZero();
        assertThat(folder).isEmptyDirectory();
        try (ConnectionJournal running = FileJournal.open(folder, JournalSync.OS)) {
            assertThat(running.size()).isZero();
            assertThat(check("--journal", folder.toString())).isZero();
        }
        assertThat(out.toString())
                .contains("can be written to, and nobody else has it", "will be made", "is in use by another process");
    }

    @Test
    void theVersionIsThatOfThePom() {
        assertThat(GatewayMain.execute(commandLine(), "--version")).isZero();
        assertThat(out.toString()).matches("scf-websocket gateway \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?( \\(.+\\))?\\R");
    }

    private CommandLine withEnvironment(Map<String, String> environment) {
        return commandLine().setDefaultValueProvider(new EnvironmentDefaults(environment));
    }

    private static Object value(CommandLine commandLine, String option) {
        return commandLine.getCommandSpec().findOption(option).getValue();
    }

    @Test
    void ignoresVariablesThatKubernetesInjectsForAService() {
        CommandLine linked = withEnvironment(Map.of(
                "GATEWAY_PORT", "tcp://10.96.0.1:8080",
                "GATEWAY_PORT_8080_TCP", "tcp://10.96.0.1:8080",
                "GATEWAY_PORT_8080_TCP_PORT", "8080",
                "GATEWAY_SERVICE_HOST", "10.96.0.1",
                "GATEWAY_SERVICE_PORT", "8080",
                "GATEWAY_PUSH_PORT", "udp://[fd00::1]:53",
                "GATEWAY_PING", "7"));
        assertThat(GatewayMain.execute(linked, TARGETS.subList(0, 4).toArray(new String[0])))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--cleanup is missing");
        assertThat(value(linked, "--port")).isEqualTo(8080);
        assertThat(value(linked, "--push-port")).isEqualTo(List.of(8081));
        assertThat(value(linked, "--ping")).isEqualTo(7);
    }

    @Test
    void refusesValuesThatOnlyResembleInjectedOnes() {
        for (String value : List.of("tcp://", "tcp://10.96.0.1", "http://10.96.0.1:8080", "8080x")) {
            assertThat(GatewayMain.execute(withEnvironment(Map.of("GATEWAY_PORT", value)), "--strict"))
                    .isEqualTo(2);
        }
        assertThat(GatewayMain.execute(withEnvironment(Map.of("GATEWAY_PING", "tcp://10.96.0.1:8080")), "--strict"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--port", "--ping");
    }

    @Test
    void namesAnUndecodableVariableWithAHint() {
        assertThat(GatewayMain.execute(withEnvironment(Map.of("GATEWAY_JOURNAL", "/var/\uFFFD\uFFFD")), "--strict"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("GATEWAY_JOURNAL holds characters that could not be decoded", "LC_ALL=C.UTF-8")
                .doesNotContain("/var/");
    }

    @Test
    void namesAnUndecodableArgumentWithAHint() {
        assertThat(check("--path", "/release/\uFFFD\uFFFD")).isEqualTo(2);
        assertThat(err.toString())
                .contains("The command line holds characters that could not be decoded", "LC_ALL=C.UTF-8");
    }

    @Test
    void printsAnUnexpectedFailureOnOneLineWithoutAStackTrace() throws Exception {
        CommandLine commandLine = commandLine();
        Exception failure = new IllegalStateException("outer", new IOException("the\ncause"));
        assertThat(commandLine
                        .getExecutionExceptionHandler()
                        .handleExecutionException(failure, commandLine, commandLine.parseArgs("--strict")))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("The gateway failed: java.lang.IllegalStateException: outer, caused by"
                        + " java.io.IOException: the cause");
    }
}
