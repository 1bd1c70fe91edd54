package scf.websocket.gateway.invoke;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Reads an answer whole, so that its connection is free again whatever the SDK does with it: after a status other than 200 it
 * does not close the body. At most 14 MB: SCF's own limit is 6 MB, which stands escaped in a string.
 */
final class BufferedAnswer implements Interceptor {
    private static final long MAX_BYTES = 14L << 20;

    @Override
    public Response intercept(Chain chain) throws IOException {
        try (Response response = chain.proceed(chain.request())) {
            ResponseBody body = response.peekBody(MAX_BYTES + 1);
            if (body.contentLength() > MAX_BYTES) {
                throw new IOException("the answer is larger than 14 MB");
            }
            return response.newBuilder().body(body).build();
        }
    }
}
