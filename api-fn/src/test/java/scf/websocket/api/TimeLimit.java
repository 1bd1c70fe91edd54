package scf.websocket.api;

import com.qcloud.scf.runtime.Context;

/** The context of an invocation with a time limit. */
final class TimeLimit implements Context {
    private final int millis;

    TimeLimit(int millis) {
        this.millis = millis;
    }

    @Override
    public int getTimeLimitInMs() {
        return millis;
    }

    @Override
    public int getMemoryLimitInMb() {
        return 512;
    }

    @Override
    public String getRequestId() {
        return "request-1";
    }
}
