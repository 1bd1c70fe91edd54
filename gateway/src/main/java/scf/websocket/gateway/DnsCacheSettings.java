package scf.websocket.gateway;

import java.security.Security;

/**
 * How long this JVM believes what DNS has said. Its own values are 30 s for an address and 10 s for a failure: for so long a database
 * or a Redis whose name leads elsewhere after a failover would be looked for where it was.
 */
final class DnsCacheSettings {
    private static final String ADDRESSES = "networkaddress.cache.ttl";
    private static final String FAILURES = "networkaddress.cache.negative.ttl";
    private static final String FAILURES_AS_SHIPPED = "10";

    private DnsCacheSettings() {}

    /** Before the first name is resolved. What whoever runs the JVM has set stays. */
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
