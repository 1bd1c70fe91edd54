package scf.websocket.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import scf.websocket.gateway.limit.BodyBudget;
import scf.websocket.testing.fuzz.Fuzz;

/**
 * Almost valid requests through the pipeline of both listeners: each gets one response with a documented status, or
 * waits for more data; nothing is thrown, and no buffer leaks.
 */
class HttpFuzzTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) [A-Za-z -]+\r\n");
    private static final List<String> SEEDS = List.of(
            lines("POST /api-x HTTP/1.1", "Host: localhost", "Content-Length: 2", "", "{}"),
            lines(
                    "POST /secret/api-x?a=b%20c HTTP/1.1",
                    "Host: [::1]:9001",
                    "Authorization: Bearer x",
                    "Transfer-Encoding: chunked",
                    "",
                    "2;x=y",
                    "{}",
                    "0",
                    "A: b",
                    "",
                    ""),
            lines(
                    "GET /readyz HTTP/1.1",
                    "Host: localhost",
                    "",
                    "GET /livez HTTP/1.0",
                    "Connection: keep-alive",
                    "",
                    ""),
            lines(
                    "GET ws://localhost/release/x?token=1 HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: h2c, websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "",
                    ""),
            lines("POST /api-x HTTP/1.1", "Host: localhost", "Expect: 100-continue", "Content-Length: 2000", "", ""));

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    private static final GuardedEndpoints GUARDED = new GuardedEndpoints() {
        @Override
        public Optional<HttpEndpoint> at(String path) {
            return path.contains("api-x")
                    ? Optional.of(call -> CompletableFuture.completedFuture(
                            HttpAnswer.json(HttpResponseStatus.OK, call.body().length, "ok")))
                    : Optional.empty();
        }

        @Override
        public Optional<HttpAnswer> refusal(RequestHead request) {
            return Optional.empty();
        }

        @Override
        public int maxBodyBytes(String path) {
            return 1500;
        }

        @Override
        public BodyBudget budget() {
            return new BodyBudget(1 << 20, 1 << 20);
        }

        @Override
        public HttpAnswer noRoom() {
            return HttpAnswer.json(HttpResponseStatus.SERVICE_UNAVAILABLE, 317, "no room");
        }
    };

    @Test
    void everyRequestIsAnsweredOnceOrAwaitsItsRest() {
        assertThat(Fuzz.of("http-requests")
                        .seeds(SEEDS)
                        .tokens(
                                "\r\n",
                                "\r\n\r\n",
                                "\n",
                                " ",
                                ":",
                                "\0",
                                "%zz",
                                "%",
                                "HTTP/1.1",
                                "Host: a\r\n",
                                "chunked",
                                "ffffffff\r\n")
                        .tokens(
                                "Content-Length: 9\r\n",
                                "Transfer-Encoding: identity\r\n",
                                "PROXY TCP4 ",
                                "\r\nPROXY",
                                "?",
                                "#")
                        .tokens(
                                "Upgrade: h2c\r\n",
                                "Sec-WebSocket-Key1: 1\r\n",
                                "\u0016\u0003\u0001\u0002",
                                "A".repeat(9000))
                        .rounds(400)
                        .maxMegabytes(48)
                        .run(HttpFuzzTest::outcome))
                .contains("200", "400", "404", "", "413", "505")
                .contains("414", "431", "417");
    }

    private static Object outcome(byte[] bytes) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Exchange.addTo(channel.pipeline(), new HttpDecoderConfig(), new HttpDate(Clock.systemUTC()));
        channel.pipeline()
                .addLast(new BodyGuard(GUARDED, 1024))
                .addLast(new BodyLimit(1024))
                .addLast(new InternalHandler(path -> path.endsWith("z")
                        ? Optional.of(
                                call -> CompletableFuture.completedFuture(HttpAnswer.text(HttpResponseStatus.OK, "ok")))
                        : GUARDED.at(path)));
        // Not pooled: a pool would hand the released buffer to other threads.
        ByteBuf input = Unpooled.buffer().writeBytes(bytes);
        channel.writeInbound(input);
        channel.runPendingTasks();
        channel.checkException();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            ByteBuf part = (ByteBuf) out;
            byte[] some = new byte[part.readableBytes()];
            part.readBytes(some);
            written.writeBytes(some);
            ReferenceCountUtil.release(part);
        }
        channel.finishAndReleaseAll();
        assertThat(input.refCnt()).isZero();
        return checked(written.toString(StandardCharsets.UTF_8));
    }

    /** @return the first status */
    private static String checked(String answers) {
        assertThat(answers).doesNotContain("Exception", "\tat ", "java.", "io.netty");
        if (answers.isEmpty()) {
            return "";
        }
        Matcher status = STATUS.matcher(answers);
        assertThat(status.lookingAt()).as("answers: %s", answers).isTrue();
        String first = status.group(1);
        for (status.reset(); status.find(); ) {
            assertThat(status.group(1)).isIn("100", "200", "400", "404", "413", "414", "417", "431", "505");
        }
        assertThat(answers.split("HTTP/1\\.1 4\\d\\d[^\n]*\r\n", -1).length)
                .as("an error answer has its number: %s", answers)
                .isLessThanOrEqualTo(answers.split("\"errNo\":", -1).length);
        return first;
    }
}
