package scf.websocket.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Content that does not change while the gateway runs. Compressed once, unless that does not make it smaller; each form
 * has its own strong entity tag, derived from the content, so that an up-to-date client gets 304. Immutable.
 */
public final class StaticContent {
    private static final int TAG_BYTES = 16;

    /** One form of the content, with its response to clients that have it already. */
    private record Form(String tag, HttpAnswer whole, HttpAnswer notModified) {}

    private final Form plain;
    private final @Nullable Form gzipped;

    /** @param answer the complete, uncompressed response */
    public StaticContent(HttpAnswer answer) {
        byte[] compressed = gzip(answer.body());
        String hash = hash(answer.body());
        if (compressed.length < answer.body().length) {
            HttpAnswer either = answer.with("Vary", "Accept-Encoding");
            HttpAnswer smaller = new HttpAnswer(either.status(), either.contentType(), compressed, either.headers());
            plain = form(either, hash);
            gzipped = encoded(form(smaller, hash + "-gzip"));
        } else {
            plain = form(answer, hash);
            gzipped = null;
        }
    }

    private static Form form(HttpAnswer answer, String name) {
        String tag = '"' + name + '"';
        HttpAnswer whole = answer.with("ETag", tag);
        return new Form(
                tag,
                whole,
                new HttpAnswer(HttpResponseStatus.NOT_MODIFIED, whole.contentType(), new byte[0], whole.headers()));
    }

    /** A 304 response has no body to encode. */
    private static Form encoded(Form form) {
        return new Form(form.tag(), form.whole().with("Content-Encoding", "gzip"), form.notModified());
    }

    /** @param request the headers of a GET or HEAD */
    public HttpAnswer answer(HttpHeaders request) {
        Form form = gzipped != null && new AcceptEncoding(request.getAll(HttpHeaderNames.ACCEPT_ENCODING)).prefersGzip()
                ? gzipped
                : plain;
        return EntityTags.contain(request.getAll(HttpHeaderNames.IF_NONE_MATCH), form.tag())
                ? form.notModified()
                : form.whole();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
