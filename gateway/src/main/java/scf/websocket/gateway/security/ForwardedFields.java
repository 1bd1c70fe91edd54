package scf.websocket.gateway.security;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Selects the headers and query parameters of a handshake to pass to register: only the configured ones. */
public final class ForwardedFields {
    private final List<String> headers;
    private final List<String> parameters;

    /**
     * @param headers names, not case-sensitive
     * @param parameters names, case-sensitive
     * @throws IllegalArgumentException if a header name is invalid
     */
    public ForwardedFields(List<String> headers, List<String> parameters) {
        this.headers = headers.stream().map(ForwardedFields::checked).toList();
        this.parameters = List.copyOf(parameters);
    }

    private static String checked(String name) {
        if (!name.matches("[\\w!#$%&'*+.^`|~-]+")) {
            throw new IllegalArgumentException(
                    "--pass-headers must be names of headers like authorization,cookie, but has '" + name + "'");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** Returns headers by lower-case name. Joins repeated headers as in RFC 9110 §5.3, and cookies as in RFC 6265. */
    public Map<String, String> headers(HttpHeaders sent) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : headers) {
            List<String> lines = sent.getAll(name);
            if (!lines.isEmpty()) {
                values.put(name, RawText.header(String.join(name.equals("cookie") ? "; " : ",", lines)));
            }
        }
        return values;
    }

    /**
     * Parses the query as browsers write it: separated by {@code &} only, percent-encoded UTF-8, {@code +} for a blank.
     * Keeps a percent sign that encodes nothing, replaces invalid UTF-8 by U+FFFD, and uses the first of repeated
     * parameters.
     */
    public Map<String, String> parameters(String uri) {
        int query = uri.indexOf('?');
        if (parameters.isEmpty() || query < 0) {
            return Map.of();
        }
        Map<String, String> sent = new HashMap<>();
        for (String part : uri.substring(query + 1).split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            sent.putIfAbsent(RawText.parameter(name), equals < 0 ? "" : RawText.parameter(part.substring(equals + 1)));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : parameters) {
            String value = sent.get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }
}
