package scf.websocket.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of the gateway while it handles a request: the client always gets a response. */
class InternalFaultsTest {
    private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";

    /** Returns the response of the internal listener to one request. */
    private static String answer(HttpEndpoint endpoint) {
        EmbeddedChannel channel = channel(new InternalHandler(path -> Optional.of(endpoint)));
        channel.writeInbound(Unpooled.copiedBuffer(REQUEST, StandardCharsets.US_ASCII));
        channel.runPendingTasks();
        return written(channel);
    }

    private static EmbeddedChannel channel(InternalHandler handler) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Exchange.addTo(channel.pipeline(), new HttpDecoderConfig(), new HttpDate(Clock.systemUTC()));
        channel.pipeline().addLast(new BodyLimit(1024)).addLast(handler);
        return channel;
    }

    private static String written(EmbeddedChannel channel) {
        StringBuilder written = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            written.append(next.toString(StandardCharsets.UTF_8));
            next.release();
        }
        return written.toString();
    }

    static Stream<HttpEndpoint> faults() {
        return Stream.of(
                call -> {
                    throw new IllegalStateException("thrown by the test");
                },
                call -> {
                    throw new NoClassDefFoundError("thrown by the test");
                },
                call -> CompletableFuture.failedFuture(new NoClassDefFoundError("thrown by the test")),
                call -> CompletableFuture.completedFuture(
                        HttpAnswer.text(HttpResponseStatus.OK, "").with("X-Line", "one\r\ntwo")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anyFaultOfAnEndpointIsAnswered500(HttpEndpoint endpoint) {
        assertThat(answer(endpoint))
                .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                .endsWith("{\"errNo\":500,\"errMsg\":\"internal error\"}");
    }

    static Stream<Throwable> ours() {
        return Stream.of(
                new IllegalStateException("thrown by the test"),
                new NoClassDefFoundError("thrown by the test"),
                new DecoderException(new NullPointerException("thrown by the test")));
    }

    /** Both listeners handle exceptions of their pipelines here. */
    @ParameterizedTest
    @MethodSource("ours")
    void aFaultInThePipelineIsAnswered(Throwable failure) {
        EmbeddedChannel channel = channel(new InternalHandler(path -> Optional.empty()));
        channel.pipeline().fireExceptionCaught(failure);
        assertThat(written(channel)).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void aStreamDoesNotBeginAfterAnotherAnswer() {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        AtomicBoolean begun = new AtomicBoolean();
        EmbeddedChannel channel = channel(new InternalHandler(path -> Optional.of(call -> answer)));
        channel.writeInbound(Unpooled.copiedBuffer(REQUEST, StandardCharsets.US_ASCII));
        channel.pipeline().fireExceptionCaught(new IllegalStateException("thrown by the test"));
        answer.complete(HttpAnswer.streaming("text/plain", stream -> begun.set(true)));
        channel.runPendingTasks();
        assertThat(written(channel)).startsWith("HTTP/1.1 500 ").doesNotContain(" 200 ");
        assertThat(begun).isFalse();
    }

    static Stream<Throwable> ofClients() {
        return Stream.of(
                new IOException("Connection reset by peer"),
                new DecoderException("thrown by the test"),
                new DecoderException(new SSLHandshakeException("thrown by the test")));
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void aClosedConnectionIsNotAnswered(Throwable failure) {
        EmbeddedChannel channel = channel(new InternalHandler(path -> Optional.empty()));
        channel.pipeline().fireExceptionCaught(failure);
        assertThat(written(channel)).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }
}
