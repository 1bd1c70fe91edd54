package scf.websocket.connection.cos;

import com.qcloud.cos.exception.CosClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import scf.websocket.connection.ConnectionStore;
import scf.websocket.connection.StoreUnavailableException;
import scf.websocket.push.Deadline;

/**
 * Makes requests on threads of its own, so that none is waited for beyond a deadline, whatever the SDK or the network makes of its
 * time-outs. Thread-safe.
 */
final class CosCalls implements AutoCloseable {
    /** Most requests at one time. */
    static final int PARALLELISM = 32;

    private static final int MOST_WAITING = 2 * ConnectionStore.MAX_PAGE;

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            PARALLELISM, PARALLELISM, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), CosCalls::thread);

    CosCalls() {
        workers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "cos");
        thread.setDaemon(true);
        return thread;
    }

    /** As {@link #callAll}, of one request. */
    <T> T call(Callable<T> request, Deadline deadline) {
        return callAll(List.of(request), deadline).get(0);
    }

    /**
     * Makes all of the requests, some at a time.
     *
     * @param requests at most {@value ConnectionStore#MAX_PAGE}
     * @return the answers in the order of the requests
     * @throws StoreUnavailableException if one fails, or not all are through before the deadline
     */
    <T> List<T> callAll(List<Callable<T>> requests, Deadline deadline) {
        try {
            List<Future<T>> futures =
                    workers.invokeAll(requests, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            List<T> answers = new ArrayList<>(futures.size());
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw new StoreUnavailableException("COS did not answer in time", e);
        } catch (RejectedExecutionException e) {
            throw new StoreUnavailableException("too many requests to COS are waiting", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for COS", e);
        }
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof CosClientException) {
            return CosFailures.unavailable(cause);
        }
        // Not COS's doing: a setting that is missing, or a mistake of ours.
        return cause instanceof RuntimeException ? (RuntimeException) cause : new IllegalStateException(cause);
    }

    /** Requests under way are given up. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
