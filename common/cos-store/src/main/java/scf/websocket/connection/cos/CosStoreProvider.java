package scf.websocket.connection.cos;

import scf.websocket.config.Settings;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.ConnectionStoreProvider;

/** Provides {@code CONNECTION_STORE=cos}, through {@link java.util.ServiceLoader}. Immutable. */
public final class CosStoreProvider implements ConnectionStoreProvider {
    public CosStoreProvider() {}

    @Override
    public String name() {
        return "cos";
    }

    @Override
    public ConnectionStore open(Settings settings) {
        return CosConnectionStore.of(settings);
    }
}
