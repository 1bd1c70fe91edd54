package scf.websocket.gateway.page;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.gateway.http.StaticContent;

/**
 * Serves two pages and their files from the class path: the chat page at {@code /}, and at {@code /channels/} the page
 * for an application with channels, which says so itself if there is none. Thread-safe.
 */
public final class ChatPage implements Function<String, Optional<StaticContent>> {
    private static final Pattern FILE = Pattern.compile("/((?:channels/)?[a-z][a-z0-9-]*\\.(?:html|css|js|svg))");
    private static final String DEFAULT_PATH = "/release/websocket";
    private static final String CHANNELS = "/channels";

    /**
     * To any WebSocket, because the page has an address field, and to the gateway itself, which the page probes for
     * liveness.
     */
    private static final String CONNECTIONS = "'self' ws: wss:";

    private final PageFiles files = new PageFiles(CONNECTIONS);
    private final StaticContent toChannels = files.redirect("channels/");
    private final String webSocketPath;

    /** @param webSocketPath the path that the chat page connects to by default */
    public ChatPage(String webSocketPath) {
        this.webSocketPath = webSocketPath;
    }

    @Override
    public Optional<StaticContent> apply(String path) {
        if (CHANNELS.equals(path)) {
            return Optional.of(toChannels);
        }
        Matcher matcher = FILE.matcher(path.endsWith("/") ? path + "index.html" : path);
        return matcher.matches() ? files.at("/web/chat/" + matcher.group(1), this::withPath) : Optional.empty();
    }

    private String withPath(String html) {
        return html.replace("content=\"" + DEFAULT_PATH + "\"", "content=\"" + webSocketPath + "\"");
    }
}
