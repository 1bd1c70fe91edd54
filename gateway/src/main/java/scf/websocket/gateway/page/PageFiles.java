package scf.websocket.gateway.page;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import scf.websocket.gateway.http.HttpAnswer;
import scf.websocket.gateway.http.StaticContent;

/** Files of a page on the class path, with the headers that all of them have. Thread-safe. */
final class PageFiles {
    private final Map<String, String> headers;
    private final ConcurrentHashMap<String, StaticContent> files = new ConcurrentHashMap<>();

    /** @param connections whereto scripts may connect, as in a content security policy */
    PageFiles(String connections) {
        // Allows only scripts and styles from our files, even if markup is injected.
        this.headers = Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src " + connections
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                // Always revalidated, so that the page of a new gateway is used at once.
                "Cache-Control",
                "no-cache",
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "no-referrer");
    }

    /** @param location relative, because a proxy may serve the gateway below a path */
    StaticContent redirect(String location) {
        return new StaticContent(
                new HttpAnswer(HttpResponseStatus.FOUND, "text/plain; charset=utf-8", new byte[0], headers)
                        .with("Location", location));
    }

    /**
     * Finds a file.
     *
     * @param resource an absolute path on the class path
     * @param edited what becomes of the text of a page; not called for other files
     */
    Optional<StaticContent> at(String resource, UnaryOperator<String> edited) {
        StaticContent known = files.get(resource);
        if (known != null) {
            return Optional.of(known);
        }
        // Cache existing files only: a client can invent any number of names.
        Optional<StaticContent> file = read(resource, edited);
        file.ifPresent(found -> files.put(resource, found));
        return file;
    }

    private Optional<StaticContent> read(String resource, UnaryOperator<String> edited) {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            if (resource.endsWith(".html")) {
                bytes = edited.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            }
            return Optional.of(
                    new StaticContent(new HttpAnswer(HttpResponseStatus.OK, contentType(resource), bytes, headers)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentType(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }
}
