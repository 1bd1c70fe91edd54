package scf.websocket.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakDetectionTest {
    @Test
    void aBufferThatIsNotReleasedIsFound() {
        forgetABuffer();
        assertThat(LeakDetection.collect()).hasSize(1);
        assertThat(LeakDetection.collect()).isEmpty();
    }

    private static void forgetABuffer() {
        ByteBufAllocator.DEFAULT.buffer(16).writeInt(1);
    }
}
