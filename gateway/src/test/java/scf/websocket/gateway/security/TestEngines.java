package scf.websocket.gateway.security;

import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.Set;

/** The TLS engines that a test must pass with. */
public final class TestEngines {
    private TestEngines() {}

    /** Returns both engines on the platforms for which the gateway ships the native one. */
    public static List<TlsEngine> all() {
        boolean isShipped = PlatformDependent.normalizedOs().equals("linux")
                && Set.of("x86_64", "aarch_64").contains(PlatformDependent.normalizedArch());
        return isShipped ? List.of(TlsEngine.NATIVE, TlsEngine.JDK) : List.of(TlsEngine.JDK);
    }
}
