package scf.websocket.deploy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a component's file whose values are known before the deploy. */
final class Variables {
    static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env:([\\w.-]+)}");
    static final Pattern SHARED = Pattern.compile("\\$\\{(stage|app|name)}");

    private final Component component;
    private final DeployFiles files;

    Variables(Component component, DeployFiles files) {
        this.component = component;
        this.files = files;
    }

    /** Replaces variables with values of .env.example, of the root and of the file; keeps unknown ones. */
    String resolve(String text) {
        String withEnvironment = ENVIRONMENT
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        files.example().value(match.group(1)).orElse(match.group())));
        return SHARED.matcher(withEnvironment).replaceAll(match -> Matcher.quoteReplacement(shared(match.group(1))));
    }

    /** Returns whether the user must set the value. */
    boolean isLeftEmpty(String text) {
        Matcher matcher = ENVIRONMENT.matcher(text);
        Optional<String> name = matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        return name.flatMap(files.example()::value).filter(String::isEmpty).isPresent();
    }

    private String shared(String key) {
        return key.equals("name") ? component.name() : files.shared(key);
    }
}
