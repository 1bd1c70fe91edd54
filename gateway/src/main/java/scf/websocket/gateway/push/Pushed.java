package scf.websocket.gateway.push;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.metrics.PushSource;
import scf.websocket.gateway.session.OutboundFrame;

/**
 * A push that was answered.
 *
 * @param via how it came
 * @param cause the connection whose event was answered with the push; null if it came otherwise
 * @param apiId the API of the recipients
 * @param action such as {@code send}; null if the push was rejected
 * @param connections the recipients that it names; empty for a push to groups
 * @param groups the groups that it names; empty for a push to connections, unless it joins or leaves groups
 * @param message that was sent; null for another action
 * @param outcomes how many recipients had each outcome, as in the metrics; for groups, those of this node
 */
public record Pushed(
        PushSource via,
        @Nullable String cause,
        String apiId,
        @Nullable String action,
        List<String> connections,
        List<String> groups,
        @Nullable OutboundFrame message,
        Map<String, Integer> outcomes) {}
