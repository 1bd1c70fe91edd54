package scf.websocket.gateway.tail;

import java.time.Duration;
import java.util.PriorityQueue;

/** One thread whose clock a test advances. Tasks that are due at the same time run in the order in which they came. */
final class SimulatedTime implements TailExecutor {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(50).toNanos(); // Clocks overflow.
    private long order;

    private record Task(long at, long order, Runnable run) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at == other.at ? Long.compare(order, other.order) : Long.signum(at - other.at);
        }
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, Duration.ZERO);
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        Task scheduled = new Task(now + delay.toNanos(), order++, task);
        tasks.add(scheduled);
        return () -> tasks.remove(scheduled);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    /** Returns the number of tasks that are scheduled. */
    int scheduled() {
        return tasks.size();
    }

    void run(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at - end <= 0) {
            Task next = tasks.remove();
            now = next.at;
            next.run.run();
        }
        now = end;
    }
}
