package scf.websocket.event;

import java.net.URI;
import java.util.Locale;

/** The target that a signature covers: one function at one address. Immutable. */
public final class SignedTarget {
    /** The function's name in options and documentation. */
    public static final String REGISTER = "register";

    public static final String TRANSMISSION = "transmission";

    public static final String CLEANUP = "cleanup";

    private final String text;

    private SignedTarget(String text) {
        this.text = text;
    }

    /**
     * @param function {@link #REGISTER}, {@link #TRANSMISSION} or {@link #CLEANUP}
     * @param address the function's address, as configured in the gateway
     */
    public static SignedTarget of(String function, URI address) {
        // URI.getHost is null for a name with an underscore.
        String name = address.getHost() == null ? String.valueOf(address.getAuthority()) : address.getHost();
        String host = name.toLowerCase(Locale.ROOT);
        int defaultPort = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        String port = address.getPort() < 0 || address.getPort() == defaultPort ? "" : ":" + address.getPort();
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new SignedTarget(function + " POST " + host + port + path + query);
    }

    /** Returns the signed text, one line: function, method, address without its scheme. */
    @Override
    public String toString() {
        return text;
    }
}
