package scf.websocket.cleanup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The event of a timer trigger: {@code Type}, {@code TriggerName}, {@code Time}, {@code Message}. The sweep ignores all
 * of them, so it can also be invoked manually with {@code {}}. A bean for the runtime.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class TimerEvent {
    public TimerEvent() {}
}
