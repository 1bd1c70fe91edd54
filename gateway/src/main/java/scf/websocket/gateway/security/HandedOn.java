package scf.websocket.gateway.security;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which headers and query parameters of a handshake the register function gets to see: those that are named, and no other. */
public final class HandedOn {
    private final List<String> headers;
    private final List<String> parameters;

    /**
     * @param headers in any case
     * @param parameters case counts
     * @throws IllegalArgumentException for a name that no header can have
     */
    public HandedOn(List<String> headers, List<String> parameters) {
        this.headers = headers.stream().map(HandedOn::checked).toList();
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
                values.put(name, String.join(name.equals("cookie") ? "; " : ",", lines));
            }
        }
        return values;
    }

    /** Decoded; of a parameter that was sent several times, the first. */
    public Map<String, String> parameters(String uri) {
        if (parameters.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> sent = new QueryStringDecoder(uri).parameters();
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : parameters) {
            List<String> all = sent.get(name);
            if (all != null) {
                values.put(name, all.get(0));
            }
        }
        return values;
    }
}
