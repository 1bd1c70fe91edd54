package scf.websocket.connection.cos;

import com.qcloud.cos.exception.CosServiceException;
import org.jspecify.annotations.Nullable;
import scf.websocket.connection.StoreUnavailableException;

/** Describes why a request failed without the SDK's messages, which may quote keys and request headers. */
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

    /** Returns a value received from COS if it has the expected form, otherwise "unknown". */
    private static String plain(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9._=+/-]{1,80}") ? text : "unknown";
    }
}
