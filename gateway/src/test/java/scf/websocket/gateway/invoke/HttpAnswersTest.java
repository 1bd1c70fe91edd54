package scf.websocket.gateway.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static scf.websocket.gateway.invoke.ScriptedHttpServer.answer;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scf.websocket.testing.process.Await;

/** Unusual and malformed responses. No event ever gets the response to another. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class HttpAnswersTest {
    private static final String EVIL = answer("{\"evil\":1}");

    private final HttpCalls calls = new HttpCalls();

    @AfterEach
    void close() {
        calls.close();
    }

    private static String call(HttpCalls calls, ScriptedHttpServer server) {
        return HttpCalls.text(calls.call(server.port()));
    }

    /** Reactor Netty takes 103 for the final response, and the final response for that of the next request. */
    @Test
    void interimAnswersAreSkipped() {
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            for (int i = 1; i <= 2; i++) {
                exchange.request();
                exchange.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
                exchange.send("HTTP/1.1 102 Processing\r\n\r\n" + answer("{\"n\":" + i + "}"));
            }
            exchange.untilClosed();
        })) {
            assertThat(call(calls, server)).isEqualTo("{\"n\":1}");
            assertThat(call(calls, server)).isEqualTo("{\"n\":2}");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Reactor Netty would reuse the connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"evil\":1}", "HTTP/1.1 200 OK\r\n", "x", "\r\n"})
    void surplusBytesAreNotTakenForTheNextAnswer(String surplus) {
        AtomicBoolean closed = new AtomicBoolean();
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.request();
            exchange.send(answer("{\"n\":" + number + "}"));
            if (number == 0) {
                exchange.send(surplus);
                exchange.untilClosed();
                closed.set(true);
            }
        })) {
            assertThat(call(calls, server)).isEqualTo("{\"n\":0}");
            Await.until("the connection is closed", closed::get);
            assertThat(call(calls, server)).isEqualTo("{\"n\":1}");
        }
    }

    /** Both responses arrive in one read, so no later read can reveal the second. */
    @Test
    void aSecondAnswerInTheSamePacketIsIgnored() {
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.request();
            exchange.send(answer("{\"n\":" + number + "}") + EVIL);
            exchange.untilClosed();
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(call(calls, server)).isEqualTo("{\"n\":" + i + "}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2 secret\r\n\r\n",
                "HTTP/1.1 secret OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: secret\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}secret",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"secret\":",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsecret",
                "HTTP/1.1 200 OK\r\nsecret",
                ""
            })
    void anInvalidAnswerIsAFailedFunctionAndIsNotQuoted(String text) {
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.request();
            exchange.send(text);
        })) {
            assertThat(calls.call(server.port()))
                    .isInstanceOfSatisfying(
                            InvocationOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isNotBlank().doesNotContain("secret"));
            assertThat(server.requests).hasSize(1);
        }
    }

    /** Each byte resets the read timeout, and the HTTP client has no timeout for the whole response. */
    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n", ""})
    void anAnswerThatTricklesEndsWithTheTimeLimit(String beginning) {
        AtomicBoolean closed = new AtomicBoolean();
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.request();
            if (number == 0) {
                exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
                return;
            }
            exchange.send(beginning);
            exchange.socket.setSoTimeout(20);
            try {
                while (!closed.get()) {
                    try {
                        closed.set(exchange.socket.getInputStream().read() < 0);
                    } catch (SocketTimeoutException stillThere) {
                        exchange.send(beginning.isEmpty() ? "HTTP/1.1 100 Continue\r\n\r\n" : "x");
                    }
                }
            } catch (SocketException reset) {
                // The system resets a connection that is closed before all of it was read.
                closed.set(true);
            }
        })) {
            // Loads the classes, which may take longer than the time limit.
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(calls.call(server.port(), Duration.ofMillis(500))).isEqualTo(new InvocationOutcome.TimedOut());
            Await.until("the connection is closed", closed::get);
        }
    }

    /** Reactor Netty's limit is 8 KB, too little for some servers, and a different one over HTTP/2. */
    @Test
    void headersAreAcceptedUpTo64Kilobytes() {
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.request();
            exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n");
            exchange.send(("X: " + "x".repeat(1000) + "\r\n").repeat(number == 0 ? 50 : 70) + "\r\n{}");
        })) {
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Answered.class);
            assertThat(calls.call(server.port())).isInstanceOf(InvocationOutcome.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "close", "chunked"})
    void anAnswerIsAcceptedUpTo6Megabytes(String form) {
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.request();
            int size = HttpLimits.ANSWER_BYTES + number;
            String body = "x".repeat(size);
            switch (form) {
                case "Content-Length" ->
                    exchange.send(
                            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + size + "\r\n\r\n" + body);
                case "close" -> exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body);
                default ->
                    exchange.send("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(size) + "\r\n" + body + "\r\n0\r\n\r\n");
            }
        })) {
            assertThat(calls.call(server.port()))
                    .isInstanceOfSatisfying(
                            InvocationOutcome.Answered.class,
                            answered -> assertThat(answered.body()).hasSize(HttpLimits.ANSWER_BYTES));
            assertThat(calls.call(server.port()))
                    .isEqualTo(new InvocationOutcome.Failed("the answer is larger than 6 MB"));
        }
    }

    @Test
    void keepsNoCookiesAndRequestsNoCompression() {
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            for (int i = 0; i < 2; i++) {
                exchange.request();
                exchange.send("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}");
            }
        })) {
            calls.call(server.port());
            calls.call(server.port());
            assertThat(server.requests)
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("POST / HTTP/1.1\r\n")
                            .containsIgnoringCase("user-agent: scf-websocket\r\n")
                            .doesNotContainIgnoringCase("cookie:")
                            .doesNotContainIgnoringCase("accept-encoding:")
                            .doesNotContainIgnoringCase("transfer-encoding:"));
        }
    }

    /** On a reused connection, the unsent rest of the event would precede the next request. */
    @Test
    void anAnswerBeforeTheEventWasSentEndsTheConnection() {
        AtomicBoolean closed = new AtomicBoolean();
        byte[] large = new byte[8 << 20];
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            if (number == 0) {
                exchange.head();
                exchange.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                Await.until("the client has read the response", closed::get);
            } else {
                exchange.request();
                exchange.send(answer("{\"n\":1}"));
            }
        })) {
            InvocationOutcome outcome =
                    HttpCalls.outcome(calls.begin("http://127.0.0.1:" + server.port() + "/", HttpCalls.LIMIT, large));
            assertThat(outcome).isEqualTo(new InvocationOutcome.Failed("HTTP status 413"));
            assertThat(call(calls, server)).isEqualTo("{\"n\":1}");
            closed.set(true);
        }
    }

    @Test
    void aServerThatAnswersAndClosesBeforeItHasReadIsAFailedFunction() throws Exception {
        byte[] large = new byte[8 << 20];
        try (ScriptedHttpServer server = new ScriptedHttpServer((exchange, number) -> {
            exchange.head();
            exchange.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        })) {
            assertThat(calls.begin("http://127.0.0.1:" + server.port() + "/", HttpCalls.LIMIT, large)
                            .get(5, TimeUnit.SECONDS))
                    .isInstanceOf(InvocationOutcome.Failed.class);
        }
    }
}
