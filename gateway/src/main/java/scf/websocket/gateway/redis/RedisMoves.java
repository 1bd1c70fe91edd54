package scf.websocket.gateway.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import scf.websocket.gateway.failure.Failures;

/**
 * Notices when slots of a Redis Cluster have moved to other servers, and when a server does not answer. Does nothing for
 * a single Redis. Thread-safe.
 */
final class RedisMoves {
    /** A move without an error, such as an orderly failover, is noticed after so many probes. */
    private static final int LOOK_AFTER = 10;

    private static final long RETRY_MILLIS = 50;
    private static final long MAX_RETRIES = RedisSettings.TIMEOUT.toMillis() / RETRY_MILLIS;

    private final boolean cluster;
    private final Runnable hurry;
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicInteger probes = new AtomicInteger();

    /** @param hurry called when slots have moved; must not block */
    RedisMoves(boolean cluster, Runnable hurry) {
        this.cluster = cluster;
        this.hurry = hurry;
    }

    /** Whether to ask which server has which slots. */
    boolean isDue() {
        return cluster && (due.get() || probes.get() >= LOOK_AFTER);
    }

    /**
     * Runs the question which server has which slots. A sign of a move that comes meanwhile is for the next one, and so is
     * the present sign if the question fails.
     *
     * @param question is told whether there was a sign of a move: a subscription may have ended
     */
    void look(Consumer<Boolean> question) {
        boolean noticed = due.getAndSet(false);
        try {
            question.accept(noticed);
        } catch (RuntimeException e) {
            due.compareAndSet(false, noticed);
            throw e;
        }
        probes.set(0);
    }

    /** A probe begins. */
    void probed() {
        probes.incrementAndGet();
    }

    void noticed() {
        due.set(true);
        hurry.run();
    }

    /** Repeats a command that was certainly not executed because its slot has moved or is being moved. Blocks. */
    <T> T follow(Runnable refresh, Supplier<T> command) {
        for (int retries = 0; ; retries++) {
            try {
                return command.get();
            } catch (RedisCommandExecutionException e) {
                if (!cluster || !isMove(e)) {
                    throw e;
                }
                if (retries == MAX_RETRIES) {
                    throw new RedisUnsuitableException("a slot of this Redis Cluster is still being moved", true);
                }
                pause(e);
                noticed();
                refresh.run();
            }
        }
    }

    private static void pause(RedisCommandExecutionException reason) {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    /** Notices the failure of a command, which is not repeated. */
    <T> CompletionStage<T> watch(RedisServerConnections server, CompletionStage<T> command) {
        return cluster
                ? command.whenComplete((result, failure) -> {
                    if (failure != null) {
                        failed(server, Failures.unwrapped(failure));
                    }
                })
                : command;
    }

    private void failed(RedisServerConnections server, Throwable failure) {
        if (failure instanceof RedisCommandTimeoutException) {
            timedOut(server);
        } else if (failure instanceof RedisCommandExecutionException answer && isMove(answer)) {
            noticed();
        }
    }

    /** The server is dead, or may have been replaced. */
    void timedOut(RedisServerConnections server) {
        if (cluster) {
            server.close();
        }
    }

    private static boolean isMove(RedisCommandExecutionException answer) {
        String text = String.valueOf(answer.getMessage());
        return text.startsWith("MOVED ") || text.startsWith("ASK ") || text.startsWith("TRYAGAIN ");
    }
}
