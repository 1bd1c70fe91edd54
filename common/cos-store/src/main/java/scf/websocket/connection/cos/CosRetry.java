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
 * What is worth one more request: a server that is busy, and a kept connection that died while the function was frozen. Not what took
 * too long, which it would again. Immutable.
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
