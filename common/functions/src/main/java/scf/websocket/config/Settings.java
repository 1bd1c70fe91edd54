package scf.websocket.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The validated environment. Values that are present are validated on creation; a missing value fails only when it is
 * read, so that a function starts without settings it does not need. Immutable.
 */
public final class Settings {
    /** The replacement character of undecodable bytes. */
    private static final char UNDECODED = '\uFFFD';

    private static final String SERVICE_LINK = "(tcp|udp|sctp)://(\\[[0-9A-Fa-f:.]+]|[^/\\s:]+):\\d{1,5}";

    private final Map<Setting, String> values;
    private final Map<String, String> environment;

    private Settings(Map<Setting, String> values, Map<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /**
     * Validates an environment. Variables that Kubernetes injects for a service whose name matches the beginning of a
     * setting, such as {@code DB_PORT=tcp://10.96.0.1:3306} for a service named db, count as unset: see {@link
     * #serviceLinks}.
     *
     * @param environment names and values as in {@link System#getenv()}; other variables are kept for {@link #variable}
     * @throws SettingsException if a value is malformed
     */
    public static Settings of(Map<String, String> environment) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String given = meant(setting.name(), environment.get(setting.name()));
            // Whitespace is significant in passwords only.
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
        // Most values are no address, and need no pattern.
        return (name.endsWith("_PORT") || name.endsWith("_HOST"))
                && given.contains("://")
                && given.trim().matches(SERVICE_LINK);
    }

    /** Returns the settings that count as unset because Kubernetes injected their variables. */
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

    /** Returns the value that was set deliberately; null if there is none. */
    private static @Nullable String meant(String name, @Nullable String given) {
        if (given == null) {
            return null;
        }
        if (given.indexOf(UNDECODED) >= 0) {
            throw new SettingsException(
                    name,
                    "holds characters that could not be decoded: start in a locale with a matching encoding, for instance with"
                            + " LC_ALL=C.UTF-8.");
        }
        if (isServiceLink(name, given)) {
            return null;
        }
        return given;
    }

    /** @throws SettingsException if a value in the environment of this process is malformed */
    public static Settings fromEnvironment() {
        return of(System.getenv());
    }

    /**
     * Returns the value or its default.
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

    /** Like {@link #text}, but returns empty if there is no value. */
    public Optional<String> find(Setting setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isEmpty());
    }

    /** Like {@link #text}, for a number. */
    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** Like {@link #text}, for a duration in milliseconds. */
    public Duration millis(Setting setting) {
        return Duration.ofMillis(number(setting));
    }

    /** Like {@link #text}, for a duration in seconds. */
    public Duration seconds(Setting setting) {
        return Duration.ofSeconds(number(setting));
    }

    /** Like {@link #text}, for true or false. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** Like {@link #text}, for a comma-separated list; empty if it contains no name. */
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
     * Returns an environment variable of the application, such as {@code GREETING}; empty if it is unset or blank.
     *
     * @throws SettingsException if its value could not be decoded in the current locale
     */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(meant(name, environment.get(name))).filter(value -> !value.isBlank());
    }

    /**
     * Returns an environment variable that the application requires.
     *
     * @throws SettingsException naming the variable, if it is unset or blank
     */
    public String requiredVariable(String name) {
        return variable(name).orElseThrow(() -> new SettingsException(name, "is missing."));
    }

    /** Returns the settings by name, with secrets masked. */
    @Override
    public String toString() {
        Map<Setting, String> shown = new EnumMap<>(values);
        shown.replaceAll((setting, value) -> setting.secret() && !value.isEmpty() ? "***" : value);
        return shown.toString();
    }
}
