package scf.websocket.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class KernelMemoryTest {
    @Test
    void readsTheLineSlabInBytes() {
        assertThat(KernelMemory.parse("MemFree:  9 kB\nSlab:             244544 kB\nSReclaimable: 1 kB\n"))
                .isEqualTo(244_544L * 1024);
    }

    @Test
    void refusesAFileWithoutTheLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> KernelMemory.parse("MemFree: 9 kB\n"));
    }
}
