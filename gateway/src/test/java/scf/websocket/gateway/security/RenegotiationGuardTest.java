package scf.websocket.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenegotiationGuardTest {
    private static final int DATA = 23;
    private static final int HANDSHAKE = 22;

    private final AtomicBoolean established = new AtomicBoolean();
    private final AtomicInteger count = new AtomicInteger();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new RenegotiationGuard(established::get, count::incrementAndGet));

    /** The content looks like the beginning of a handshake. */
    private static byte[] record(int type, int length) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(new byte[] {(byte) type, 3, 3, (byte) (length >> 8), (byte) length});
        for (int i = 0; i < length; i++) {
            record.write(HANDSHAKE);
        }
        return record.toByteArray();
    }

    private void send(byte[] bytes, int parts) {
        for (int at = 0; at < bytes.length; at += parts) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(parts, bytes.length - at)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 400, 100_000})
    void distinguishesRecordsHoweverTheyAreSplit(int parts) {
        send(record(HANDSHAKE, 517), parts);
        established.set(true);
        for (int length : new int[] {0, 1, 255, 256, 16_384}) {
            send(record(DATA, length), parts);
        }
        assertThat(channel.isActive()).isTrue();
        assertThat(count).hasValue(0);
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {HANDSHAKE}));
        assertThat(channel.isActive()).isFalse();
        assertThat(count).hasValue(1);
        channel.releaseInbound();
    }

    @Test
    void noByteOfARenegotiationReachesTheTlsHandler() {
        established.set(true);
        send(record(HANDSHAKE, 1), 6);
        assertThat(channel.inboundMessages()).isEmpty();
    }
}
