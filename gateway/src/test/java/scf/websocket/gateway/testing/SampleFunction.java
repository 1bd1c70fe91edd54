package scf.websocket.gateway.testing;

import com.qcloud.scf.runtime.Context;
import java.net.ConnectException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Handlers of every supported signature, for packing into a jar; the tests' and the jar's class loaders each load this class. */
public final class SampleFunction implements AutoCloseable {
    private static final AtomicInteger EVENTS = new AtomicInteger();
    private static final AtomicInteger INSIDE = new AtomicInteger();

    /** An input bean. */
    public static final class Event {
        private String text = "";
        private Event nested;

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public Event getNested() {
            return nested;
        }

        public void setNested(Event nested) {
            this.nested = nested;
        }
    }

    /** An output bean. */
    public static final class Answer {
        private final String said;
        private final int number;

        Answer(String said, int number) {
            this.said = said;
            this.number = number;
        }

        public String getSaid() {
            return said;
        }

        public int getNumber() {
            return number;
        }
    }

    /** Bean to bean. The number counts the events of this class loader. */
    public Answer bean(Event event) {
        return new Answer(event.getText(), EVENTS.incrementAndGet());
    }

    public Answer nested(Event event) {
        return new Answer(event.getNested().getText(), 0);
    }

    public String context(Event event, Context context) {
        return context.getTimeLimitInMs() + " " + context.getMemoryLimitInMb() + " "
                + (context.getRequestId().length() > 8);
    }

    public String text(String event) {
        return "\"" + event.length() + "\"";
    }

    public int number(Event event) {
        return 42;
    }

    public void nothing(Event event) {}

    public boolean refuses(Event event) {
        return false;
    }

    public String refusesInText(String event) {
        return "false";
    }

    public String both(Event event) {
        return "one";
    }

    public String both(Event event, Context context) {
        return "two";
    }

    public String loaders(String event) {
        boolean context = Thread.currentThread().getContextClassLoader() == SampleFunction.class.getClassLoader();
        boolean gateway;
        try {
            Class.forName("scf.websocket.gateway.Gateway");
            gateway = true;
        } catch (ClassNotFoundException e) {
            gateway = false;
        }
        return context + " " + gateway;
    }

    public String fails(Event event) {
        throw new IllegalStateException("secret: " + event.getText());
    }

    public String overflows(Event event) {
        return event.getText().isEmpty() ? overflows(event) : "";
    }

    /** Runs for the given milliseconds or until interrupted; returns the number of concurrent calls. */
    public String slow(Event event) {
        if (Thread.currentThread().isInterrupted()) {
            return "interrupted before it began";
        }
        int inside = INSIDE.incrementAndGet();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(event.getText()));
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(100_000);
        }
        INSIDE.decrementAndGet();
        return inside + " " + EVENTS.incrementAndGet();
    }

    /** Like {@link #slow}, but ignores interrupts. */
    public String stubborn(Event event) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(event.getText()));
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(100_000);
            boolean ignored = Thread.interrupted();
        }
        return "done";
    }

    String hidden(Event event) {
        return "never";
    }

    /** Throws, which must have no effect. */
    @Override
    public void close() {
        throw new IllegalStateException("close");
    }

    /** A handler whose constructor takes two seconds, except for the first instance in this process. */
    public static final class SlowToLoad {
        public SlowToLoad() {
            if (System.setProperty(SlowToLoad.class.getName(), "loaded") != null) {
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }

        public String handle(Event event) {
            return event.getText();
        }
    }

    /** A handler whose constructor waits until it is interrupted. */
    public static final class NeverStarts {
        public NeverStarts() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        public String handle(String event) {
            return event;
        }
    }

    /** A handler whose constructor ignores interrupts, and ends when a system property has its name. */
    public static final class StartsWhenTold {
        public StartsWhenTold() {
            while (System.getProperty(StartsWhenTold.class.getName()) == null) {
                LockSupport.parkNanos(1_000_000);
            }
        }

        public String handle(String event) {
            return event;
        }
    }

    /** A handler whose constructor cannot reach its database. */
    public static final class NotConnected {
        public NotConnected() {
            throw new IllegalStateException("no connection", new ConnectException("Connection refused"));
        }

        public String handle(String event) {
            return event;
        }
    }

    /** A handler whose constructor fails. */
    public static final class Failing {
        public Failing() {
            throw new IllegalArgumentException("DB_HOST must be set");
        }

        public String handle(String event) {
            return event;
        }
    }

    /** A handler whose static initializer fails. */
    public static final class Static {
        private static final String LICENCE = read();

        private static String read() {
            throw new IllegalStateException("no licence", new java.io.IOException("disk\nis gone"));
        }

        public String handle(String event) {
            return LICENCE + event;
        }
    }

    /** A handler without a default constructor. */
    public static final class NeedsMore {
        public NeedsMore(String more) {}

        public String handle(String event) {
            return event;
        }
    }
}
