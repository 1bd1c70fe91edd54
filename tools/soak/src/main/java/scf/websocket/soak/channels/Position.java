package scf.websocket.soak.channels;

import io.github.centrifugal.centrifuge.StreamPosition;
import java.lang.reflect.Method;

/** The number of a publication, in one of a channel's epochs. */
record Position(String epoch, long offset) {
    private static final Method EPOCH = method("getEpoch");
    private static final Method OFFSET = method("getOffset");

    /** The official client tells its application that there is a position, but not which. */
    static Position of(StreamPosition position) {
        try {
            return new Position((String) EPOCH.invoke(position), (long) OFFSET.invoke(position));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(String name) {
        try {
            Method method = StreamPosition.class.getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the official client has changed", e);
        }
    }
}
