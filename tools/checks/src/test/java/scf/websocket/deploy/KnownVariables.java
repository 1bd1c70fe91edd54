package scf.websocket.deploy;

import java.util.Arrays;
import java.util.List;
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
    private KnownVariables() {}

    /**
     * Returns the settings for an event function; for the Web function, which contains the functions, also the
     * gateway's options.
     */
    static Set<String> of(Component component) {
        return component.isWeb() ? all() : settings();
    }

    static Set<String> all() {
        Set<String> all = settings();
        for (OptionSpec option : options()) {
            all.add(EnvironmentDefaults.variable(option.longestName()));
        }
        return all;
    }

    /** Returns the gateway's options, including hidden ones. */
    static List<OptionSpec> options() {
        return CommandSpec.forAnnotatedObject(new GatewayOptions()).options();
    }

    static Set<String> settings() {
        return Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
