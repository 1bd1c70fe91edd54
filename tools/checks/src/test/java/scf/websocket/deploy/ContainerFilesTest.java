package scf.websocket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The files for containers against the program: variables, ports, probes, users and times. No container engine runs
 * here; {@link ContainerImageIT} runs the steps of the image in a folder.
 */
class ContainerFilesTest {
    private static final Path ROOT = Checkout.root();
    private static final YamlValue COMPOSE = yaml("deploy/compose/compose.yaml").get(0);
    private static final List<YamlValue> KUBERNETES = yaml("deploy/kubernetes/gateway.yaml");
    private static final String DOCKERFILE = text("deploy/docker/Dockerfile");
    private static final Set<String> PROBES = Set.of("/healthz", "/readyz");

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<YamlValue> yaml(String file) {
        List<YamlValue> documents = new ArrayList<>();
        for (Node node : new Yaml(new LoaderOptions()).composeAll(new StringReader(text(file)))) {
            documents.add(YamlValue.whole(file, node));
        }
        return documents;
    }

    private static YamlValue kubernetes(String kind) {
        return KUBERNETES.stream()
                .filter(document -> value(document, "kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static String value(YamlValue from, String... keys) {
        return from.at(keys).map(YamlValue::text).orElse("");
    }

    private static Map<String, String> texts(YamlValue mapping) {
        Map<String, String> texts = new TreeMap<>();
        mapping.entries().forEach((key, value) -> texts.put(key, value.text()));
        return texts;
    }

    private static Map<String, String> gatewayOfCompose() {
        return texts(COMPOSE.at("x-gateway", "environment").orElseThrow());
    }

    private static Map<String, String> gatewayOfKubernetes() {
        return texts(kubernetes("ConfigMap").at("data").orElseThrow());
    }

    private static YamlValue pod() {
        return kubernetes("Deployment").at("spec", "template", "spec").orElseThrow();
    }

    private static YamlValue container() {
        return pod().at("containers").orElseThrow().items().get(0);
    }

    @Test
    void noKeyAppearsTwice() {
        Problems problems = new Problems();
        Stream.concat(KUBERNETES.stream(), Stream.of(COMPOSE))
                .flatMap(YamlValue::all)
                .forEach(mapping -> {
                    List<String> keys =
                            mapping.entryList().stream().map(YamlValue::key).toList();
                    assertThat(keys).as(mapping.file() + " " + mapping.key()).doesNotHaveDuplicates();
                });
        assertThat(YamlFiles.read(ROOT, "deploy/compose/compose.yaml", problems))
                .isPresent();
    }

    @Test
    void everyVariableIsOneOfOurs() {
        assertThat(KnownVariables.all())
                .containsAll(gatewayOfCompose().keySet())
                .containsAll(gatewayOfKubernetes().keySet())
                .containsAll(Pattern.compile("--from-literal=(\\w+)=")
                        .matcher(text("deploy/kubernetes/gateway.yaml"))
                        .results()
                        .map(found -> found.group(1))
                        .toList())
                .containsAll(Pattern.compile("\\bGATEWAY_[A-Z_]+")
                        .matcher(text("deploy/kubernetes/gateway.yaml") + text("deploy/compose/compose.yaml"))
                        .results()
                        .map(MatchResult::group)
                        .toList());
    }

    @Test
    void aNewPasswordOfRedisReachesTheRunningPods() {
        Path file = Path.of(gatewayOfKubernetes().get("GATEWAY_REDIS_FILE"));
        YamlValue mount = container().at("volumeMounts").orElseThrow().items().stream()
                .filter(each -> value(each, "mountPath").equals(String.valueOf(file.getParent())))
                .findFirst()
                .orElseThrow();
        assertThat(mount.at("subPath")).as("would never change").isEmpty();
        String secret = pod().at("volumes").orElseThrow().items().stream()
                .filter(volume -> value(volume, "name").equals(value(mount, "name")))
                .map(volume -> value(volume, "secret", "secretName"))
                .findFirst()
                .orElseThrow();
        assertThat(text("deploy/kubernetes/gateway.yaml"))
                .contains("create secret generic " + secret + " --from-file=" + file.getFileName() + "=");
        assertThat(gatewayOfKubernetes()).doesNotContainKey("GATEWAY_REDIS");
    }

    @Test
    void aStopHasTimeToDrain() {
        assertThat(seconds(value(COMPOSE, "x-gateway", "stop_grace_period")))
                .isGreaterThan(stopSeconds(gatewayOfCompose()));
        assertThat(seconds(value(pod(), "terminationGracePeriodSeconds")))
                .isGreaterThan(stopSeconds(gatewayOfKubernetes()));
    }

    private static int stopSeconds(Map<String, String> settings) {
        return Stream.of("GATEWAY_DRAIN_DELAY", "GATEWAY_DRAIN", "GATEWAY_STOP_TIMEOUT")
                .mapToInt(name -> Integer.parseInt(settings.getOrDefault(name, "0")))
                .sum();
    }

    private static int seconds(String text) {
        return Integer.parseInt(text.replace("s", ""));
    }

    @Test
    void portsAndProbesAreThoseOfTheGateway() {
        assertThat(DOCKERFILE).contains("\nEXPOSE 8080 8081\n");
        assertThat(text("deploy/docker/healthcheck")).contains("/127.0.0.1/${GATEWAY_PUSH_PORT:-8081}", "GET /readyz ");
        assertThat(container().at("ports").orElseThrow().items())
                .extracting(port -> value(port, "name") + " " + value(port, "containerPort"))
                .containsExactly("public 8080", "push 8081");
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(value(container(), probe, "httpGet", "path")).isIn(PROBES);
            assertThat(value(container(), probe, "httpGet", "port")).isEqualTo("push");
        }
        assertThat(value(container(), "readinessProbe", "httpGet", "path")).isEqualTo("/readyz");
        assertThat(value(container(), "livenessProbe", "httpGet", "path"))
                .as("a draining gateway must not be killed")
                .isEqualTo("/healthz");
        assertThat(text("deploy/compose/nginx.conf")).contains("server gateway-1:8080;", "server gateway-2:8080;");
        assertThat(gatewayOfCompose()).doesNotContainKeys("GATEWAY_PORT", "GATEWAY_PUSH_PORT");
        assertThat(gatewayOfKubernetes()).doesNotContainKeys("GATEWAY_PORT", "GATEWAY_PUSH_PORT");
        // An internal listener off loopback demands a token.
        assertThat(gatewayOfCompose())
                .containsEntry("GATEWAY_PUSH_HOST", "0.0.0.0")
                .containsKey("GATEWAY_PUSH_TOKENS");
        assertThat(text("deploy/kubernetes/gateway.yaml")).contains("--from-literal=GATEWAY_PUSH_TOKENS=");
    }

    @Test
    void nothingRunsAsRootOrWritesToTheImage() {
        String user = DOCKERFILE
                .lines()
                .filter(line -> line.startsWith("USER "))
                .findFirst()
                .orElseThrow();
        assertThat(user).isEqualTo("USER 10001:10001");
        assertThat(value(pod(), "securityContext", "runAsUser")).isEqualTo("10001");
        assertThat(value(pod(), "securityContext", "runAsNonRoot")).isEqualTo("true");
        assertThat(value(container(), "securityContext", "readOnlyRootFilesystem"))
                .isEqualTo("true");
        assertThat(value(container(), "securityContext", "allowPrivilegeEscalation"))
                .isEqualTo("false");
        assertThat(value(COMPOSE, "x-gateway", "read_only")).isEqualTo("true");
        assertThat(container().at("volumeMounts").orElseThrow().items())
                .extracting(mount -> value(mount, "mountPath"))
                .containsExactly("/tmp", "/etc/scf-websocket/redis");
        assertThat(COMPOSE.at("x-gateway", "tmpfs").orElseThrow().items())
                .extracting(YamlValue::text)
                .containsExactly("/tmp");
    }

    @Test
    void selectorsFindThePodsAndTheirMetrics() {
        String app = "scf-websocket-gateway";
        for (YamlValue document : KUBERNETES) {
            Optional<YamlValue> labels = switch (value(document, "kind")) {
                case "Deployment", "PodDisruptionBudget" -> document.at("spec", "selector", "matchLabels");
                case "Service" -> document.at("spec", "selector");
                case "ServiceMonitor" -> document.at("spec", "selector", "matchLabels");
                default -> Optional.empty();
            };
            labels.ifPresent(found ->
                    assertThat(value(found, "app")).as(value(document, "kind")).isEqualTo(app));
        }
        assertThat(value(pod(), "enableServiceLinks")).isEqualTo("false");
        assertThat(value(
                        kubernetes("ServiceMonitor")
                                .at("spec", "endpoints")
                                .orElseThrow()
                                .items()
                                .get(0),
                        "path"))
                .isEqualTo("/metrics");
        String metric = value(
                kubernetes("HorizontalPodAutoscaler")
                        .at("spec", "metrics")
                        .orElseThrow()
                        .items()
                        .get(0),
                "pods",
                "metric",
                "name");
        assertThat(text("docs/operate.md")).contains("| `" + metric + "` |");
    }

    @Test
    void everyImageNamesItsVersionAndNoSecretIsInAFile() {
        Stream.concat(
                        Pattern.compile("(?m)^FROM (\\S+)").matcher(DOCKERFILE).results(),
                        Pattern.compile("(?m)^ *image: (\\S+)")
                                .matcher(text("deploy/compose/compose.yaml") + text("deploy/kubernetes/gateway.yaml"))
                                .results())
                .forEach(image ->
                        assertThat(image.group(1)).matches(".+:[\\w.-]+").doesNotEndWith(":latest"));
        gatewayOfCompose().forEach((name, value) -> {
            if (name.matches(".*(TOKEN|SECRET|PASSWORD|TOKENS|SECRET_KEY)")) {
                assertThat(value).startsWith("${");
            }
        });
        assertThat(text("deploy/compose/env.example").lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("="));
    }

    @Test
    void theFilesThatComposeMountsExist() {
        Pattern.compile("(?m)^ +- (\\.[^:]+):")
                .matcher(text("deploy/compose/compose.yaml"))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.contains("/target/"))
                .forEach(name ->
                        assertThat(ROOT.resolve("deploy/compose").resolve(name)).exists());
        assertThat(text("deploy/compose/channels.json"))
                .as("the channels of ./run")
                .isEqualTo(text("tools/local/src/main/resources/scf/websocket/local/channels.json"));
    }

    @Test
    void theVersionIsThatOfTheProject() {
        String version = Pattern.compile("<version>([\\d.]+)(-SNAPSHOT)?</version>\\s*<packaging>pom")
                .matcher(text("pom.xml"))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        for (String file :
                List.of("deploy/docker/Dockerfile", "deploy/compose/compose.yaml", "deploy/kubernetes/gateway.yaml")) {
            assertThat(text(file)).as(file).contains("scf-websocket-gateway:" + version);
        }
    }
}
