package scf.websocket.gateway;

import java.security.Security;

/**
 * Shortens how long this JVM caches DNS answers. The defaults, 30 s for an address and 10 s for a failure, would delay
 * reconnecting to a database or Redis whose name resolves to another host after a failover.
 */
final class DnsCacheSettings {
    private static final String ADDRESSES = "networkaddress.cache.ttl";
    private static final String FAILURES = "networkaddress.cache.negative.ttl";
    private static final String FAILURES_AS_SHIPPED = "10";

    private DnsCacheSettings() {}

    /** Call before the first name is resolved. Keeps values that the operator has set. */
    static void configure() {
        if (Security.getProperty(ADDRESSES) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
            Security.setProperty(ADDRESSES, "5");
        }
        if (FAILURES_AS_SHIPPED.equals(Security.getProperty(FAILURES))
                && System.getProperty("sun.net.inetaddr.negative.ttl") == null) {
            Security.setProperty(FAILURES, "1");
        }
    }
}
