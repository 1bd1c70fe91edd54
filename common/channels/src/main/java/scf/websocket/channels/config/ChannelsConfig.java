package scf.websocket.channels.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import scf.websocket.channels.protocol.ProtocolError;
import scf.websocket.config.Setting;
import scf.websocket.config.Settings;
import scf.websocket.config.SettingsException;

/** The options of all channels and the limits on clients, from {@code CHANNELS_CONFIG}. Immutable. */
public final class ChannelsConfig {
    private final ChannelOptions withoutNamespace;
    private final Map<String, ChannelOptions> namespaces;
    private final ClientLimits limits;
    private final @Nullable PlainRoomOptions plainRoom;

    ChannelsConfig(
            ChannelOptions withoutNamespace,
            Map<String, ChannelOptions> namespaces,
            ClientLimits limits,
            @Nullable PlainRoomOptions plainRoom) {
        this.plainRoom = plainRoom;
        this.withoutNamespace = withoutNamespace;
        this.limits = limits;
        this.namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
    }

    /**
     * Reads the options. Without the setting, channels have no namespace and are open only to clients with a
     * subscription token.
     *
     * @throws SettingsException if the file cannot be read, or an option is unknown or malformed, which it names
     */
    public static ChannelsConfig of(Settings settings) {
        Optional<String> value = settings.find(Setting.CHANNELS_CONFIG);
        if (value.isEmpty()) {
            return new ChannelsConfig(ChannelOptions.CLOSED, Collections.emptyMap(), ClientLimits.DEFAULT, null);
        }
        return JsonChannelsConfig.parse(value.get().startsWith("{") ? value.get() : file(value.get()));
    }

    private static String file(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException | InvalidPathException e) {
            throw new SettingsException(
                    Setting.CHANNELS_CONFIG.name(),
                    "should be JSON that begins with {, or the name of a file in UTF-8 that can be read.");
        }
    }

    /** Returns the room of clients that send plain text; empty if there is none. */
    public Optional<PlainRoomOptions> plainRoom() {
        return Optional.ofNullable(plainRoom);
    }

    public ClientLimits limits() {
        return limits;
    }

    /** Returns what is allowed in a channel, also for names that are no channel's. */
    public ChannelRules rules(String channel) {
        Optional<ChannelName> name = ChannelName.parse(channel);
        if (name.isEmpty()) {
            return ChannelRules.refusing(ProtocolError.BAD_REQUEST);
        }
        String namespace = name.get().namespace();
        ChannelOptions options = namespace.isEmpty() ? withoutNamespace : namespaces.get(namespace);
        return options == null
                ? ChannelRules.refusing(ProtocolError.UNKNOWN_CHANNEL)
                : ChannelRules.of(name.get(), options);
    }
}
