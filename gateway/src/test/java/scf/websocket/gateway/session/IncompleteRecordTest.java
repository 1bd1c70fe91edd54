package scf.websocket.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import scf.websocket.gateway.connection.ConnectionSettings;
import scf.websocket.gateway.extension.Extensions;
import scf.websocket.gateway.invoke.FunctionInvoker;
import scf.websocket.gateway.invoke.InvocationOutcome;
import scf.websocket.gateway.limit.WaitingBytes;
import scf.websocket.gateway.metrics.GatewayMetrics;
import scf.websocket.gateway.security.TestCertificates;
import scf.websocket.gateway.security.TlsCertificate;
import scf.websocket.gateway.security.TlsEngine;
import scf.websocket.gateway.testing.TestApis;
import scf.websocket.gateway.testing.TestServices;

/** A client that sends an incomplete TLS record. */
@ParameterizedClass
@MethodSource("scf.websocket.gateway.security.TestEngines#all")
class IncompleteRecordTest {
    private static final long BUDGET = 64 << 20;
    private static final int RECORD = 8000;

    @Parameter
    TlsEngine engine;

    @TempDir
    Path folder;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EmbeddedChannel client = new EmbeddedChannel();
    private final WaitingBytes waiting = WaitingBytes.of(BUDGET);
    private Session session;

    @BeforeEach
    void open() throws Exception {
        channel.freezeTime();
        TestCertificates.write(folder, "gateway", "EC");
        try (TlsCertificate certificate =
                TlsCertificate.load(folder.resolve("cert.pem"), folder.resolve("key.pem"), engine, Clock.systemUTC())) {
            certificate.addTo(channel, Duration.ofSeconds(10), waiting.received(), hit -> {}, failed -> {});
        }
        client.pipeline()
                .addLast(new SslHandler(SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .build()
                        .newEngine(client.alloc())));
        exchange();

        GatewayMetrics metrics = new GatewayMetrics();
        ConnectionSettings settings = TestApis.settings(16);
        session = new Session(
                TestServices.of(settings, waiting, metrics, channel.eventLoop()),
                TestApis.api(new Never(), settings),
                "id",
                "127.0.0.1",
                channel,
                null);
        channel.pipeline().addLast(session);
        session.opened(Extensions.Answer.NONE);
        assertThat(waiting.held()).isZero();
    }

    private static final class Never implements FunctionInvoker {
        @Override
        public CompletionStage<InvocationOutcome> invoke(byte[] event) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }

    /** Passes bytes between both sides until neither has any. */
    private void exchange() {
        boolean any = true;
        while (any) {
            any = false;
            for (ByteBuf bytes = client.readOutbound(); bytes != null; bytes = client.readOutbound()) {
                channel.writeInbound(bytes);
                any = true;
            }
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                client.writeInbound(bytes);
                any = true;
            }
        }
    }

    private byte[] record() {
        client.writeOutbound(Unpooled.wrappedBuffer(new byte[RECORD]));
        ByteBuf record = client.readOutbound();
        try {
            return ByteBufUtil.getBytes(record);
        } finally {
            record.release();
        }
    }

    private void send(byte[] bytes, int from, int to) {
        channel.writeInbound(channel.alloc().buffer(64 * 1024).writeBytes(bytes, from, to - from));
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
        client.finishAndReleaseAll();
        assertThat(waiting.received().held())
                .as("an ended connection holds no bytes")
                .isZero();
    }

    @Test
    void countsOnlyItsOwnBytesWhateverTheSizeOfARead() {
        byte[] record = record();
        send(record, 0, 100);
        assertThat(waiting.held()).isBetween(100L, 1024L);
        send(record, 100, record.length);
        assertThat(waiting.held()).isZero();
    }

    @Test
    void hasNoDeadlineWhileThereIsRoom() {
        send(record(), 0, RECORD - 1);
        pass(60);
        assertThat(session.core().isOpen()).isTrue();
    }

    @Test
    void endsAfterTenSecondsWhenRoomIsScarce() {
        send(record(), 0, RECORD - 1);
        waiting.received().add(BUDGET / 4, 1);
        pass(9);
        assertThat(session.core().isOpen()).isTrue();
        pass(1);
        assertThat(session.core().isOpen()).isFalse();
        waiting.received().add(-BUDGET / 4, -1);
    }

    @Test
    void aConnectionThatHoldsMuchOfTheScarceRoomIsPaused() {
        waiting.received().add(BUDGET / 2 - RECORD, 10_000);
        send(record(), 0, RECORD - 1);
        assertThat(session.core().isReading()).isFalse();
        waiting.received().add(RECORD - BUDGET / 2, -10_000);
        pass(1);
        assertThat(session.core().isReading()).isTrue();
    }
}
