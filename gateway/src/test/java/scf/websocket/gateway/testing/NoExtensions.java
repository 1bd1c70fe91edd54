package scf.websocket.gateway.testing;

import java.util.Set;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.metrics.GatewayMetrics;

/** The extensions of a gateway that has none, as with {@code --strict}. */
public final class NoExtensions {
    private NoExtensions() {}

    public static Extensions of(GatewayMetrics metrics) {
        return new Extensions(Set.of(), 262_144, (apiId, cause, pushes) -> () -> {}, metrics, System::nanoTime);
    }
}
