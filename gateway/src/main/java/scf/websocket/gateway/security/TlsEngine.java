package scf.websocket.gateway.security;

/** Which implementation of TLS the public listener uses. */
public enum TlsEngine {
    /** {@link #NATIVE} if its library can be loaded and supports the key, otherwise {@link #JDK}. */
    AUTO,

    /** BoringSSL, called through netty-tcnative. */
    NATIVE,

    /** The JDK's. */
    JDK
}
