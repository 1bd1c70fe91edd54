package scf.websocket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.security.TestEngines;
import scf.websocket.gateway.security.TlsEngine;
import scf.websocket.gateway.testing.FunctionServer.Reply;
import scf.websocket.gateway.testing.Gate;
import scf.websocket.gateway.testing.RawClient;
import scf.websocket.gateway.testing.RawWebSocket;
import scf.websocket.testing.process.Await;

/**
 * A client that violates the protocol sees a close frame and then, immediately, the end of the stream (RFC 6455
 * §7.1.7).
 */
class FailedConnectionTest {
    private static final String PATH = "/release/websocket";

    @TempDir
    Path folder;

    @SuppressWarnings("ImmutableEnumChecker") // The lambdas below keep nothing.
    enum Offence {
        UNMASKED(1002, client -> client.write(new byte[] {(byte) 0x81, 1, 'a'})),
        RESERVED_BIT(1002, client -> client.frame(0xC1, new byte[1])),
        FRAME_TOO_LARGE(1009, client -> client.frame(RawWebSocket.BINARY, new byte[1001])),
        HUGE_FRAME_ANNOUNCED(
                1009, client -> client.write(new byte[] {(byte) 0x82, (byte) 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0})),
        FRAGMENTS_TOO_LARGE(1009, client -> client.frame(0x02, new byte[600]).frame(0x80, new byte[600])),
        BAD_TEXT(1007, client -> client.frame(RawWebSocket.TEXT, new byte[] {(byte) 0xC0, (byte) 0xAF})),
        BAD_CLOSE_CODE(1002, client -> client.frame(RawWebSocket.CLOSE, RawWebSocket.closePayload(1006, ""))),
        TOO_FAST(1008, client -> {
            for (int i = 0; i < 20; i++) {
                client.frame(RawWebSocket.TEXT, new byte[] {'a'});
            }
        });

        final int code;
        final Consumer<RawClient> commit;

        Offence(int code, Consumer<RawClient> commit) {
            this.code = code;
            this.commit = commit;
        }
    }

    private static GatewayFixture start(Consumer<GatewayOptions> more) {
        return GatewayFixture.start(options -> {
            options.connections.maxMessage = 1000;
            options.connections.messageRate = 10;
            more.accept(options);
        });
    }

    /** Neither a reset nor, with TLS, a stream that is cut off without a close_notify. */
    private static void assertEndsInOrder(RawClient client, int code) {
        RawWebSocket.Frame close = RawWebSocket.on(client).next();
        long said = System.nanoTime();
        assertThat(close.firstByte()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(close.code()).isEqualTo(code);
        assertThat(client.readBytes(1)).isEmpty();
        assertThat(System.nanoTime() - said).isLessThan(900_000_000L);
    }

    @ParameterizedTest
    @EnumSource
    void theStreamEndsAfterTheCloseFrame(Offence offence) {
        try (GatewayFixture gateway = start(options -> {});
                RawClient client = gateway.raw()) {
            assertThat(client.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
            offence.commit.accept(client);
            assertEndsInOrder(client, offence.code);
            // Data that the client still sends, such as its own close frame, is read.
            client.frame(RawWebSocket.CLOSE, RawWebSocket.closePayload(offence.code, ""));
            Await.until("cut", () -> !client.tryWrite("x"));
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
        }
    }

    @SuppressWarnings("UnusedMethod") // Arguments of the next test.
    static Stream<Arguments> offencesWithTls() {
        return Stream.of(Offence.UNMASKED, Offence.FRAME_TOO_LARGE, Offence.TOO_FAST)
                .flatMap(offence -> TestEngines.all().stream().map(engine -> Arguments.of(offence, engine)));
    }

    @ParameterizedTest
    @MethodSource("offencesWithTls")
    void theStreamEndsAfterTheCloseFrameWithTls(Offence offence, TlsEngine engine)
            throws IOException, GeneralSecurityException {
        TestCertificates.write(folder, "localhost", "EC");
        try (GatewayFixture gateway = start(options -> {
                    options.security.tlsCert = folder.resolve("cert.pem");
                    options.security.tlsKey = folder.resolve("key.pem");
                    options.security.tlsEngine = engine;
                });
                RawClient client = new RawClient(tls(gateway.gateway.publicPort()))) {
            assertThat(client.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
            offence.commit.accept(client);
            assertEndsInOrder(client, offence.code);
            Await.until("cleanup", () -> gateway.functions.cleanups().size() == 1);
        }
    }

    private static Socket tls(int port) throws IOException, GeneralSecurityException {
        return TlsTest.trusting(new AtomicReference<>())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port);
    }

    /** The connection is not reset within the first second, nor read forever. */
    @Test
    void aClientThatKeepsSendingReceivesTheReasonAndIsCut() {
        try (GatewayFixture gateway = start(options -> {});
                RawClient client = gateway.raw()) {
            assertThat(client.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
            long start = System.nanoTime();
            client.frame(RawWebSocket.BINARY, new byte[8_000_000]);
            String more = "x".repeat(100_000);
            Await.until("cut", () -> !client.tryWrite(more));
            assertThat(System.nanoTime() - start).isBetween(900_000_000L, 10_000_000_000L);
            assertThat(gateway.gateway.connections()).isZero();
        }
    }

    @Test
    void cleanupComesFirstIfConfigured() {
        Gate gate = new Gate();
        try (GatewayFixture gateway = start(options -> options.connections.cleanupFirst = true);
                RawClient client = gateway.raw()) {
            gateway.functions.onCleanup(gate.then(Reply.ok()));
            assertThat(client.handshake(PATH).readHttp()).startsWith("HTTP/1.1 101 ");
            Offence.UNMASKED.commit.accept(client);
            assertThat(RawWebSocket.on(client).next().code()).isEqualTo(1002);
            assertThat(client.endsWithin(300)).isFalse();
            gate.open();
            assertThat(client.readBytes(1)).isEmpty();
        }
    }
}
