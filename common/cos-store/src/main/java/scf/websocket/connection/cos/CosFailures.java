package scf.websocket.connection.cos;

import com.qcloud.cos.exception.CosServiceException;
import org.jspecify.annotations.Nullable;
import scf.websocket.connection.StoreUnavailableException;

/** Says in our words why a request failed: those of the SDK may quote keys, and the headers of the request. */
final class CosFailures {
    private CosFailures() {}

    static StoreUnavailableException unavailable(Throwable e) {
        if (e instanceof CosServiceException) {
            CosServiceException refused = (CosServiceException) e;
            return new StoreUnavailableException(
                    "COS refused: status " + refused.getStatusCode() + ", error " + plain(refused.getErrorCode())
                            + ", request " + plain(refused.getRequestId()),
                    e);
        }
        return new StoreUnavailableException(
                "COS did not answer: " + root(e).getClass().getSimpleName(), e);
    }

    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** What came over the wire, if it looks like the name or number that it should be. */
    private static String plain(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9._=+/-]{1,80}") ? text : "unknown";
    }
}
