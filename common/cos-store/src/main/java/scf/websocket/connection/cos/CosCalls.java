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
 * Runs requests on its own threads, so that the caller returns by its deadline even if the SDK or the network exceeds
 * its time-outs. Thread-safe.
 */
final class CosCalls implements AutoCloseable {
    /** The maximum number of concurrent requests. */
    static final int PARALLELISM = 32;

    private static final int MAX_WAITING = 2 * ConnectionStore.MAX_PAGE;

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            PARALLELISM, PARALLELISM, 60, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), CosCalls::thread);

    CosCalls() {
        workers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "cos");
        thread.setDaemon(true);
        return thread;
    }

    /** Like {@link #callAll}, for one request. */
    <T> T call(Callable<T> request, Deadline deadline) {
        return callAll(List.of(request), deadline).get(0);
    }

    /**
     * Runs all requests, with bounded concurrency.
     *
     * @param requests at most {@value ConnectionStore#MAX_PAGE}
     * @return the answers in the order of the requests
     * @throws StoreUnavailableException if a request fails, or if not all finish before the deadline
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
        // Not a failure of COS: a missing setting, or a bug of ours.
        return cause instanceof RuntimeException ? (RuntimeException) cause : new IllegalStateException(cause);
    }

    /** Abandons requests in progress. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
