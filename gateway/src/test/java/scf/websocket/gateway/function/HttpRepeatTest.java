package scf.websocket.gateway.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** When a request is made once more: at moments that no real server can be brought to at will. */
class HttpRepeatTest {
    private static InvocationOutcome invoke(HttpClient client) {
        return new HttpInvoker(client, URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(5), null)
                .invoke(new byte[] {'{', '}'})
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatWasNotSentAtAllIsSentOnceMore() {
        BrokenClient client = new BrokenClient(false);
        assertThat(invoke(client)).isEqualTo(new InvocationOutcome.Unreachable("broken 2"));
        assertThat(client.requests).isEqualTo(2);
    }

    @Test
    void whatMayHaveBeenSentIsNot() {
        BrokenClient client = new BrokenClient(true);
        assertThat(invoke(client)).isEqualTo(new InvocationOutcome.Unreachable("broken 1"));
        assertThat(client.requests).isEqualTo(1);
    }

    /** Fails each request, before or after it has taken the body. */
    private static final class BrokenClient extends HttpClient {
        private final boolean takesBody;
        int requests;

        BrokenClient(boolean takesBody) {
            this.takesBody = takesBody;
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request, HttpResponse.BodyHandler<T> handler) {
            requests++;
            if (takesBody) {
                request.bodyPublisher().orElseThrow().subscribe(new Sink());
            }
            return CompletableFuture.failedFuture(new ConnectException("broken " + requests));
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request,
                HttpResponse.BodyHandler<T> handler,
                HttpResponse.PushPromiseHandler<T> pushPromises) {
            return sendAsync(request, handler);
        }

        @Override
        public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
            throw new IOException("not used");
        }

        @Override
        public Optional<CookieHandler> cookieHandler() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> connectTimeout() {
            return Optional.empty();
        }

        @Override
        public Redirect followRedirects() {
            return Redirect.NEVER;
        }

        @Override
        public Optional<ProxySelector> proxy() {
            return Optional.empty();
        }

        @Override
        public SSLContext sslContext() {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SSLParameters sslParameters() {
            return new SSLParameters();
        }

        @Override
        public Optional<Authenticator> authenticator() {
            return Optional.empty();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }

        @Override
        public Optional<Executor> executor() {
            return Optional.empty();
        }
    }

    private static final class Sink implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer bytes) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
