package scf.websocket.gateway.security;

import java.util.List;

/**
 * Protocol versions and cipher suites of the public listener: TLS 1.3, and the suites of TLS 1.2 that RFC 9325 §4.2
 * recommends, with forward secrecy (ECDHE) and authenticated encryption.
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

    /** Returns the versions, best first; outgoing connections use them too. */
    public static String[] protocols() {
        return PROTOCOLS.clone();
    }
}
