package scf.websocket.gateway.page;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.gateway.http.StaticContent;

/** Serves the page of the console at {@code /console/}, which holds nothing secret, from the class path. Thread-safe. */
public final class ConsolePage implements Function<String, Optional<StaticContent>> {
    private static final String PATH = "/console";
    private static final Pattern FILE = Pattern.compile(PATH + "/([a-z][a-z0-9-]*\\.(?:html|css|js|svg))");

    /** The files that the console has in common with the chat page. */
    private static final Set<String> SHARED = Set.of("chat.css", "icon.svg", "language.js", "settings.js");

    private static final String SHARED_PATH = PATH + "/shared/";

    private final PageFiles files = new PageFiles("'self'");
    private final StaticContent toPage = files.redirect("console/");

    @Override
    public Optional<StaticContent> apply(String path) {
        if (PATH.equals(path)) {
            return Optional.of(toPage);
        }
        if (path.startsWith(SHARED_PATH)) {
            String name = path.substring(SHARED_PATH.length());
            return SHARED.contains(name) ? at("/web/chat/" + name) : Optional.empty();
        }
        Matcher matcher = FILE.matcher(path.equals(PATH + "/") ? path + "index.html" : path);
        return matcher.matches() ? at("/web/console/" + matcher.group(1)) : Optional.empty();
    }

    private Optional<StaticContent> at(String resource) {
        return files.at(resource, UnaryOperator.identity());
    }
}
