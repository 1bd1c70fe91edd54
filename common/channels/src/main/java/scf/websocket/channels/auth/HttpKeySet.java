package scf.websocket.channels.auth;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/** Downloads a key set. Thread-safe. */
final class HttpKeySet implements ResourceRetriever {
    /** From the first byte that is sent to the last that is received, however slowly they come. */
    private final OkHttpClient client;

    HttpKeySet(Duration timeout) {
        this.client = new OkHttpClient.Builder()
                .callTimeout(timeout)
                .followRedirects(false)
                .build();
    }

    /** @throws IOException if the answer is not 200, too large, or not complete in time */
    @Override
    public Resource retrieveResource(URL url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            if (response.code() != 200) {
                throw new IOException("the key set's server answers " + response.code());
            }
            BufferedSource body = response.body().source();
            if (body.request(NimbusKeySet.MAX_BYTES + 1L)) {
                throw new IOException("the key set is larger than " + NimbusKeySet.MAX_BYTES + " bytes");
            }
            return new Resource(body.readUtf8(), null);
        }
    }
}
