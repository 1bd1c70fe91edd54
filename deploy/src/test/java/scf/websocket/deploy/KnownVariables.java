package scf.websocket.deploy;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import scf.websocket.config.Setting;
import scf.websocket.gateway.options.EnvironmentDefaults;
import scf.websocket.gateway.options.GatewayOptions;

/** The environment variables that our programs read. */
final class KnownVariables {
    /** Settings that are being built, so that the deploy files can name them already. Remove each when the program knows it. */
    private static final Set<String> COMING = Set.of("GATEWAY_PUSH_TOKENS", "GATEWAY_REDIS");

    private KnownVariables() {}

    /** Of an event function the settings; of the Web function, which has the functions inside, the gateway's options as well. */
    static Set<String> of(Component component) {
        return component.isWeb() ? all() : settings();
    }

    static Set<String> all() {
        Set<String> all = settings();
        all.addAll(COMING);
        for (OptionSpec option :
                CommandSpec.forAnnotatedObject(new GatewayOptions()).options()) {
            all.add(EnvironmentDefaults.variable(option.longestName()));
        }
        return all;
    }

    static Set<String> settings() {
        Set<String> settings =
                Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
        COMING.stream().filter(name -> !name.startsWith("GATEWAY_")).forEach(settings::add);
        return settings;
    }
}
