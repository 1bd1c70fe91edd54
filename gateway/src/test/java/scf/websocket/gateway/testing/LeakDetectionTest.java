package scf.websocket.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("leaks a buffer, which is another test's failure")
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
