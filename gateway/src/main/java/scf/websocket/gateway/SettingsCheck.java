package scf.websocket.gateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import scf.websocket.gateway.check.CheckResult;
import scf.websocket.gateway.check.PortCheck;
import scf.websocket.gateway.check.ServerCheck;
import scf.websocket.gateway.cluster.redis.RedisCheck;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.invoke.InvokerPool;
import scf.websocket.gateway.invoke.ScfCheck;
import scf.websocket.gateway.journal.JournalCheck;
import scf.websocket.gateway.options.ConfiguredRoutes;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.redis.RedisSettings;
import scf.websocket.gateway.route.Route;

/**
 * {@code --check}: probes what the settings refer to, without sending an event to a function. Runs after the gateway
 * was created. Blocks.
 */
final class SettingsCheck {
    private static final URI SCF = URI.create("https://scf.tencentcloudapi.com");

    private final GatewayOptions options;

    SettingsCheck(GatewayOptions options) {
        this.options = options;
    }

    /** Returns the results in the order of the settings. */
    List<CheckResult> findings() {
        List<CheckResult> findings = new ArrayList<>();
        targets().forEach((target, names) -> findings.addAll(target(String.join(", ", names) + " " + target, target)));
        if (targets().keySet().stream().anyMatch(FunctionTarget.Scf.class::isInstance)) {
            findings.add(ServerCheck.of(
                    "the API of SCF", options.invocations.scfEndpoint == null ? SCF : options.invocations.scfEndpoint));
            findings.add(ScfCheck.credentials());
        }
        findings.add(PortCheck.of("--port", options.listeners.host, options.listeners.port));
        options.push.ports.forEach(port -> findings.add(PortCheck.of("--push-port", options.push.host, port)));
        if (options.security.tlsCert != null) {
            findings.add(CheckResult.good("--tls-cert and --tls-key: readable, and they match"));
        }
        if (options.journal.journal != null) {
            findings.add(JournalCheck.of(options.journal.journal));
        }
        RedisSettings redis = options.cluster.settings();
        if (redis != null) {
            findings.add(RedisCheck.of(redis));
        }
        findings.add(CheckResult.unknown("whether the functions work: no event is sent to them"));
        return findings;
    }

    /** Returns each target once, with the functions that use it. */
    private Map<FunctionTarget, List<String>> targets() {
        Map<FunctionTarget, List<String>> targets = new LinkedHashMap<>();
        for (Route route : new ConfiguredRoutes(options).read()) {
            add(targets, route.where(), route.functions().register());
            add(targets, route.where(), route.functions().transmission());
            add(targets, route.where(), route.functions().cleanup());
        }
        InvokerPool.Key httpApi = options.httpApi.key();
        if (httpApi != null) {
            add(targets, "--", httpApi);
        }
        return targets;
    }

    private static void add(Map<FunctionTarget, List<String>> targets, String where, InvokerPool.Key function) {
        if (!(function.target() instanceof FunctionTarget.None)) {
            targets.computeIfAbsent(function.target(), none -> new ArrayList<>())
                    .add(where + function.kind().label());
        }
    }

    private static List<CheckResult> target(String what, FunctionTarget target) {
        if (target instanceof FunctionTarget.Http http) {
            return List.of(ServerCheck.of(what, http.uri()));
        }
        if (target instanceof FunctionTarget.Jar) {
            return List.of(
                    CheckResult.good(what + ": class and method exist, and the constructor succeeded"),
                    CheckResult.unknown(
                            what
                                    + ": whether dependencies that the constructor does not open, such as a database, are available"));
        }
        return List.of(CheckResult.unknown(what + ": whether the function exists and may be invoked"));
    }
}
