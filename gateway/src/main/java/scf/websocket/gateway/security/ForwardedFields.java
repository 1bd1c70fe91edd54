package scf.websocket.gateway.security;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which headers and query parameters of a handshake the register function gets to see: those that are named, and no other. */
public final class ForwardedFields {
    private final List<String> headers;
    private final List<String> parameters;

    /**
     * @param headers in any case
     * @param parameters case counts
     * @throws IllegalArgumentException for a name that no header can have
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

    /** By name in lower case. One that was sent several times is joined as RFC 9110 §5.3 says, cookies as RFC 6265 does. */
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
     * Read as browsers write them: separated by {@code &} alone, percent-encoded UTF-8, {@code +} for a blank. A percent sign that
     * encodes nothing stands for itself, and what is not UTF-8 becomes U+FFFD. Of a parameter that was sent several times, the first.
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
