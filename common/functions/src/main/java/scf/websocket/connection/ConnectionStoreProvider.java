package scf.websocket.connection;

import scf.websocket.config.Settings;

/**
 * A kind of connection store that is not in every function jar. One that is in the jar is found by {@link java.util.ServiceLoader}: its
 * class is public, has a public constructor without parameters, and is named in
 * {@code META-INF/services/scf.websocket.connection.ConnectionStoreProvider}.
 */
public interface ConnectionStoreProvider {
    /** The value of {@code CONNECTION_STORE} that means this kind. */
    String name();

    /**
     * Makes a store; once a process.
     *
     * @throws scf.websocket.config.SettingsException if a setting of this kind of store is missing
     */
    ConnectionStore open(Settings settings);
}
