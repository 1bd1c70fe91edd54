package scf.websocket.gateway.testing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import scf.websocket.testing.process.Await;

/** Fails a test class that leaks a Netty buffer. Registered for all tests. */
public final class LeakDetection implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    /** The number of buffers allocated since the last check. */
    private static final AtomicLong ALLOCATED = new AtomicLong();

    /** Installed before the first buffer, because Netty creates its detectors only once. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (!(ResourceLeakDetectorFactory.instance() instanceof Recording)) {
            ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Recording());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = collect();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " buffers leaked; one of them:\n" + leaks.get(0));
        }
    }

    /** The leaks since the last call. Without an allocation there can be none, so no garbage collection is needed. */
    static List<String> collect() {
        if (ALLOCATED.getAndSet(0) > 0) {
            ReferenceQueue<Object> queue = new ReferenceQueue<>();
            WeakReference<Object> sentinel = new WeakReference<>(new Object(), queue);
            System.gc();
            Await.until("garbage collection", () -> sentinel.refersTo(null) && queue.poll() != null);
            // The detector checks for leaks when a buffer is allocated.
            ByteBufAllocator.DEFAULT.buffer(1).release();
            ALLOCATED.decrementAndGet();
        }
        List<String> leaks = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            leaks.add(leak);
        }
        return leaks;
    }

    private static final class Recording extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // Abstract in the superclass.
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
            return newResourceLeakDetector(type, interval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval) {
            return new ResourceLeakDetector<>(type, interval) {
                @Override
                public ResourceLeakTracker<T> track(T buffer) {
                    ALLOCATED.incrementAndGet();
                    return super.track(buffer);
                }

                @Override
                public ResourceLeakTracker<T> trackForcibly(T buffer) {
                    ALLOCATED.incrementAndGet();
                    return super.trackForcibly(buffer);
                }

                @Override
                protected boolean needReport() {
                    return true;
                }

                @Override
                protected void reportTracedLeak(String type, String records) {
                    LEAKS.add(type + records);
                }

                @Override
                protected void reportUntracedLeak(String type) {
                    LEAKS.add(type);
                }
            };
        }
    }
}
