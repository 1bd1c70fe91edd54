package scf.websocket.gateway.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.StaticContent;

/**
 * Serves two pages and their files from the class path: the chat page at {@code /}, and at {@code /channels/} the page
 * for an application with channels, which says so itself if there is none. Thread-safe.
 */
public final class ChatPage implements Function<String, Optional<StaticContent>> {
    private static final Pattern FILE = Pattern.compile("/((?:channels/)?[a-z][a-z0-9-]*\\.(html|css|js|svg))");
    private static final String DEFAULT_PATH = "/release/websocket";
    private static final String CHANNELS = "/channels";

    /**
     * Allows only scripts and styles from our files, even if markup is injected. Connections may go to any WebSocket,
     * because the page has an address field, and to the gateway itself, which the page probes for liveness.
     */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws: wss:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            // Always revalidated, so that the page of a new gateway is used at once.
            "Cache-Control",
            "no-cache",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer");

    /** Relative, because a proxy may serve the gateway below a path. */
    private static final StaticContent TO_CHANNELS = new StaticContent(
            new HttpAnswer(HttpResponseStatus.FOUND, "text/plain; charset=utf-8", new byte[0], HEADERS)
                    .with("Location", "channels/"));

    private final ConcurrentHashMap<String, StaticContent> files = new ConcurrentHashMap<>();
    private final String webSocketPath;

    /** @param webSocketPath the path that the chat page connects to by default */
    public ChatPage(String webSocketPath) {
        this.webSocketPath = webSocketPath;
    }

    @Override
    public Optional<StaticContent> apply(String path) {
        if (CHANNELS.equals(path)) {
            return Optional.of(TO_CHANNELS);
        }
        Matcher matcher = FILE.matcher(path.endsWith("/") ? path + "index.html" : path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        StaticContent known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        // Cache existing files only: a client can invent any number of names.
        Optional<StaticContent> file = read(name, contentType(matcher.group(2)));
        file.ifPresent(found -> files.put(name, found));
        return file;
    }

    private static String contentType(String extension) {
        return switch (extension) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    private Optional<StaticContent> read(String name, String contentType) {
        try (InputStream in = ChatPage.class.getResourceAsStream("/web/chat/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            if (name.equals("index.html")) {
                bytes = new String(bytes, StandardCharsets.UTF_8)
                        .replace("content=\"" + DEFAULT_PATH + "\"", "content=\"" + webSocketPath + "\"")
                        .getBytes(StandardCharsets.UTF_8);
            }
            HttpAnswer answer = new HttpAnswer(HttpResponseStatus.OK, contentType, bytes, HEADERS);
            return Optional.of(new StaticContent(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
