package scf.websocket.gateway.invoke;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Buffers a response, so that its connection is released even if the SDK does not close the body, as after a status
 * other than 200. At most 14 MB, because SCF's limit of 6 MB grows when it is escaped as a string.
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
