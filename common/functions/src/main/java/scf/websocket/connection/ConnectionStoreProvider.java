package scf.websocket.connection;

import scf.websocket.config.Settings;

/**
 * A connection store that only some function jars contain. {@link java.util.ServiceLoader} finds it: the class must be
 * public, have a public no-argument constructor, and be listed in {@code
 * META-INF/services/scf.websocket.connection.ConnectionStoreProvider}.
 */
public interface ConnectionStoreProvider {
    /** Returns the value of {@code CONNECTION_STORE} that selects this store. */
    String name();

    /**
     * Opens the store; called once per process.
     *
     * @throws scf.websocket.config.SettingsException if a setting of this store is missing
     */
    ConnectionStore open(Settings settings);
}
