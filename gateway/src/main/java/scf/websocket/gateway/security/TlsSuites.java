package scf.websocket.gateway.security;

import java.util.List;

/**
 * The versions and cipher suites of the listener for clients: TLS 1.3, and of TLS 1.2 what RFC 9325 §4.2 recommends, with a key of its
 * own for each connection (ECDHE) and authenticated encryption.
 */
public final class TlsSuites {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private TlsSuites() {}

    /** The versions, best first; those of outgoing connections, too. */
    public static String[] protocols() {
        return PROTOCOLS.clone();
    }
}
