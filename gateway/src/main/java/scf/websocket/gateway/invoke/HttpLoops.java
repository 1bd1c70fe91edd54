package scf.websocket.gateway.invoke;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The event loops that call http(s): targets: those of the clients' connections. Thread-safe. */
public final class HttpLoops {
    private final EventLoopGroup group;

    /** @param group not closed by this object */
    public HttpLoops(EventLoopGroup group) {
        this.group = group;
    }

    /** Returns an executor that queues a task for one of the event loops, in turn. */
    Executor executor() {
        return group;
    }

    /** Creates a value for each event loop. */
    <T> Values<T> each(Function<EventLoop, T> create) {
        List<Value<T>> values = new ArrayList<>();
        for (EventExecutor executor : group) {
            EventLoop loop = (EventLoop) executor;
            values.add(new Value<>(loop, create.apply(loop)));
        }
        return new Values<>(List.copyOf(values));
    }

    /** The value of one event loop. */
    record Value<T>(EventLoop loop, T value) {}

    /** The values of all event loops. */
    static final class Values<T> {
        private final List<Value<T>> values;

        private Values(List<Value<T>> values) {
            this.values = values;
        }

        <U> Values<U> map(Function<T, U> change) {
            return new Values<>(values.stream()
                    .map(value -> new Value<>(value.loop(), change.apply(value.value())))
                    .toList());
        }

        /** Returns the value of the calling thread's event loop. Other threads share that of the first one. */
        Value<T> here() {
            for (Value<T> value : values) {
                if (value.loop().inEventLoop()) {
                    return value;
                }
            }
            return values.get(0);
        }
    }
}
