package scf.websocket.gateway.push;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scf.websocket.gateway.metrics.PushSource;

/**
 * A push that was answered, without its payload.
 *
 * @param via how it came
 * @param apiId the API of the recipients
 * @param action such as {@code send}; null if the push was rejected
 * @param connections the recipients that it names; empty for a push to groups
 * @param groups the groups that it names; empty for a push to connections, unless it joins or leaves groups
 * @param outcomes how many recipients had each outcome, as in the metrics; for groups, those of this node
 */
public record Pushed(
        PushSource via,
        String apiId,
        @Nullable String action,
        List<String> connections,
        List<String> groups,
        Map<String, Integer> outcomes) {}
