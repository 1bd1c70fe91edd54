package scf.websocket.gateway.options;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads options that are not on the command line from the environment: {@code --push-port} from {@code
 * GATEWAY_PUSH_PORT}. Ignores variables that Kubernetes injects, and logs that. Not thread-safe.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentDefaults.class);

    private final Map<String, String> environment;
    private final Set<String> told = new HashSet<>();

    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Returns the environment variable of an option. */
    public static String variable(String option) {
        return "GATEWAY_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * @throws IllegalArgumentException if the value is empty or the locale could not decode it; the message names the
     * variable
     */
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
            return null;
        }
        String variable = variable(option.longestName());
        String value = environment.get(variable);
        if (value != null && ServiceLink.is(variable, value)) {
            tell(variable, option.longestName());
            return null;
        }
        if (value != null && UndecodableText.is(value)) {
            throw new IllegalArgumentException(variable + " " + UndecodableText.PROBLEM);
        }
        if (value != null) {
            EmptyValues.refuse(option, variable + " (" + option.longestName() + ")", value);
        }
        return value;
    }

    private void tell(String variable, String option) {
        if (told.add(variable)) {
            LOG.warn(
                    "{} is ignored: Kubernetes injected it for a service of that name. Set"
                            + " enableServiceLinks: false in the pod's spec; {} chooses another value than the default",
                    variable,
                    option);
        }
    }
}
