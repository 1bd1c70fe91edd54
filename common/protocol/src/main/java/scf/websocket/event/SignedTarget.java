package scf.websocket.event;

import java.net.URI;
import java.util.Locale;

/** What an event is signed for: one function at one address. Immutable. */
public final class SignedTarget {
    /** As the functions are called in options and documents. */
    public static final String REGISTER = "register";

    public static final String TRANSMISSION = "transmission";

    public static final String CLEANUP = "cleanup";

    private final String text;

    private SignedTarget(String text) {
        this.text = text;
    }

    /**
     * @param function one of the three above
     * @param address where it is called, as the gateway's options have it
     */
    public static SignedTarget of(String function, URI address) {
        // Names with an underscore are no host for URI.
        String name = address.getHost() == null ? String.valueOf(address.getAuthority()) : address.getHost();
        String host = name.toLowerCase(Locale.ROOT);
        int byDefault = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        String port = address.getPort() < 0 || address.getPort() == byDefault ? "" : ":" + address.getPort();
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new SignedTarget(function + " POST " + host + port + path + query);
    }

    /** In one line, as it is signed: function, method, address without its scheme. */
    @Override
    public String toString() {
        return text;
    }
}
