package scf.websocket.api;

import java.util.Map;
import java.util.Optional;

/** The methods of the API by their names in paths and commands. */
final class ApiMethods {
    private static final Map<String, ApiMethod> METHODS = Map.ofEntries(
            Map.entry("publish", PublishingMethods::publish),
            Map.entry("broadcast", PublishingMethods::broadcast),
            Map.entry("subscribe", ClientMethods::subscribe),
            Map.entry("unsubscribe", ClientMethods::unsubscribe),
            Map.entry("disconnect", ClientMethods::disconnect),
            Map.entry("refresh", ClientMethods::refresh),
            Map.entry("block_user", ModerationMethods::blockUser),
            Map.entry("unblock_user", ModerationMethods::unblockUser),
            Map.entry("mute_user", ModerationMethods::muteUser),
            Map.entry("unmute_user", ModerationMethods::unmuteUser),
            Map.entry("presence", ChannelMethods::presence),
            Map.entry("presence_stats", ChannelMethods::presenceStats),
            Map.entry("history", ChannelMethods::history),
            Map.entry("history_remove", ChannelMethods::historyRemove),
            Map.entry("channels", ChannelMethods::channels),
            Map.entry("info", ChannelMethods::info));

    private ApiMethods() {}

    static Optional<ApiMethod> named(String name) {
        return Optional.ofNullable(METHODS.get(name));
    }
}
