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

/** The chat page and its files, from the class path. Thread-safe. */
public final class ChatPage implements Function<String, Optional<HttpAnswer>> {
    private static final Pattern FILE = Pattern.compile("/([a-z][a-z0-9-]*\\.(html|css|js|svg))");
    private static final String DEFAULT_PATH = "/release/websocket";

    private final ConcurrentHashMap<String, HttpAnswer> answers = new ConcurrentHashMap<>();
    private final String webSocketPath;

    /** @param webSocketPath where the page shall connect to */
    public ChatPage(String webSocketPath) {
        this.webSocketPath = webSocketPath;
    }

    @Override
    public Optional<HttpAnswer> apply(String path) {
        Matcher matcher = FILE.matcher("/".equals(path) ? "/index.html" : path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        HttpAnswer known = answers.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        // Only what exists is remembered: names are the client's to invent.
        Optional<HttpAnswer> answer = read(name, contentType(matcher.group(2)));
        answer.ifPresent(found -> answers.put(name, found));
        return answer;
    }

    private static String contentType(String extension) {
        return switch (extension) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    private Optional<HttpAnswer> read(String name, String contentType) {
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
            return Optional.of(new HttpAnswer(HttpResponseStatus.OK, contentType, bytes, Map.of())
                    .with("Cache-Control", "no-cache")
                    .with("X-Content-Type-Options", "nosniff")
                    .with("Referrer-Policy", "no-referrer")
                    .with(
                            "Content-Security-Policy",
                            "default-src 'self'; connect-src ws: wss:; frame-ancestors 'none'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
