package scf.websocket.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment, checked. Every value that is present is checked when the settings are made; that one is missing is told to whoever
 * reads it, so that a function starts without what it does not need. Immutable.
 */
public final class Settings {
    /** What stands in for what cannot be decoded. */
    private static final char UNDECODED = '\uFFFD';

    private static final Pattern SERVICE_LINK =
            Pattern.compile("(tcp|udp|sctp)://(\\[[0-9A-Fa-f:.]+]|[^/\\s:]+):\\d{1,5}");

    private final Map<Setting, String> values;
    private final Map<String, String> environment;

    private Settings(Map<Setting, String> values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /**
     * What Kubernetes injects for a service that is called like the beginning of a setting, such as {@code DB_PORT=tcp://10.96.0.1:3306}
     * for one called db, counts as unset: see {@link #serviceLinks}.
     *
     * @param environment names and values as in {@link System#getenv()}; names that are no setting are kept for {@link #variable}
     * @throws SettingsException if a value is not of its form
     */
    public static Settings of(Map<String, String> environment) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String given = meant(setting.name(), environment.get(setting.name()));
            // A password keeps its blanks, everything else was typed by somebody.
            String value = given == null || setting == Setting.DB_PASSWORD ? given : given.trim();
            if (value == null || value.isEmpty()) {
                setting.defaultValue().ifPresent(byDefault -> values.put(setting, byDefault));
            } else if (setting.accepts(value)) {
                values.put(setting, value);
            } else {
                throw new SettingsException(setting.name(), "should be " + setting.form() + ".");
            }
        }
        return new Settings(values, new HashMap<>(environment));
    }

    private static boolean isServiceLink(String name, String given) {
        return (name.endsWith("_PORT") || name.endsWith("_HOST"))
                && SERVICE_LINK.matcher(given.trim()).matches();
    }

    /** The settings that count as unset because Kubernetes has injected their variables. */
    public List<Setting> serviceLinks() {
        List<Setting> links = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String given = environment.get(setting.name());
            if (given != null && isServiceLink(setting.name(), given)) {
                links.add(setting);
            }
        }
        return Collections.unmodifiableList(links);
    }

    /** The value as somebody has set it; null if nobody has. */
    private static @Nullable String meant(String name, @Nullable String given) {
        if (given == null) {
            return null;
        }
        if (given.indexOf(UNDECODED) >= 0) {
            throw new SettingsException(
                    name,
                    "holds characters that could not be decoded: start in a locale whose encoding is theirs, for instance with"
                            + " LC_ALL=C.UTF-8.");
        }
        if (isServiceLink(name, given)) {
            return null;
        }
        return given;
    }

    /** @throws SettingsException if a value of the process's environment is not of its form */
    public static Settings fromEnvironment() {
        return of(System.getenv());
    }

    /**
     * The value, or its default.
     *
     * @throws SettingsException if there is neither
     */
    public String text(Setting setting) {
        String value = values.get(setting);
        if (value == null) {
            throw new SettingsException(
                    setting.name(), "is missing: " + setting.meaning() + ". It should be " + setting.form() + ".");
        }
        return value;
    }

    /** As {@link #text}, but empty where there is no value. */
    public Optional<String> find(Setting setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isEmpty());
    }

    /** As {@link #text}, of a number. */
    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** As {@link #text}, of a time in milliseconds. */
    public Duration millis(Setting setting) {
        return Duration.ofMillis(number(setting));
    }

    /** As {@link #text}, of a time in seconds. */
    public Duration seconds(Setting setting) {
        return Duration.ofSeconds(number(setting));
    }

    /** As {@link #text}, of true or false. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** As {@link #text}, of a comma list; empty if it names nothing. */
    public List<String> names(Setting setting) {
        List<String> names = new ArrayList<>();
        for (String part : text(setting).split(",", -1)) {
            if (!part.isBlank()) {
                names.add(part.trim());
            }
        }
        return Collections.unmodifiableList(names);
    }

    /**
     * An environment variable of the application's own, such as {@code GREETING}; empty if it is unset or blank.
     *
     * @throws SettingsException if the locale could not decode it
     */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(meant(name, environment.get(name))).filter(value -> !value.isBlank());
    }

    /**
     * An environment variable that the application cannot do without.
     *
     * @throws SettingsException naming it, if it is unset or blank
     */
    public String requiredVariable(String name) {
        return variable(name).orElseThrow(() -> new SettingsException(name, "is missing."));
    }

    /** The settings by name, secrets masked. */
    @Override
    public String toString() {
        Map<Setting, String> shown = new EnumMap<>(values);
        shown.replaceAll((setting, value) -> setting.secret() && !value.isEmpty() ? "***" : value);
        return shown.toString();
    }
}
