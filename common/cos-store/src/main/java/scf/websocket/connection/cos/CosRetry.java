package scf.websocket.connection.cos;

import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.http.CosHttpRequest;
import com.qcloud.cos.internal.CosServiceRequest;
import com.qcloud.cos.retry.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Retries once if the server is busy, or if a pooled connection died while the function was frozen. Never retries a
 * time-out, which would take too long again. Immutable.
 */
final class CosRetry extends RetryPolicy {
    @Override
    public <X extends CosServiceRequest> boolean shouldRetry(
            CosHttpRequest<X> request, @Nullable HttpResponse response, Exception exception, int retryIndex) {
        if (exception instanceof CosServiceException) {
            return ((CosServiceException) exception).getStatusCode() >= 500;
        }
        Throwable root = CosFailures.root(exception);
        return root instanceof IOException && !(root instanceof InterruptedIOException);
    }
}
