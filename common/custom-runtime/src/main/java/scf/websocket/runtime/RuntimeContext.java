package scf.websocket.runtime;

import com.qcloud.scf.runtime.Context;

/** The {@link Context} of one event. */
final class RuntimeContext implements Context {
    private final RuntimeEvent event;

    RuntimeContext(RuntimeEvent event) {
        this.event = event;
    }

    @Override
    public String getRequestId() {
        return event.requestId();
    }

    @Override
    public int getTimeLimitInMs() {
        return event.timeLimitMillis();
    }

    @Override
    public int getMemoryLimitInMb() {
        return event.memoryLimitMb();
    }
}
