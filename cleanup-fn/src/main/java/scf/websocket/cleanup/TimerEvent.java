package scf.websocket.cleanup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a timer trigger sends: {@code Type}, {@code TriggerName}, {@code Time}, {@code Message}. The sweep needs none of it, so that it may
 * be started by hand with {@code {}} as well. A bean for the runtime.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class TimerEvent {
    public TimerEvent() {}
}
