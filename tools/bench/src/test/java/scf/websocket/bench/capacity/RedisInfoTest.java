package scf.websocket.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisInfoTest {
    private static final String INFO = """
            # Memory
            used_memory:1048576
            used_memory_human:1.00M
            # Stats
            total_net_input_bytes:2048
            total_net_output_bytes:4096
            total_net_repl_input_bytes:77
            # CPU
            used_cpu_sys:1.250000
            used_cpu_user:0.500000
            used_cpu_sys_children:9.000000
            # Commandstats
            cmdstat_publish:calls=12,usec=34,usec_per_call=2.83,rejected_calls=0,failed_calls=0
            cmdstat_config|get:calls=3,usec=5,usec_per_call=1.67,rejected_calls=0,failed_calls=0
            cmdstat_info:calls=99,usec=5,usec_per_call=1.67,rejected_calls=0,failed_calls=0
            """.replace("\n", "\r\n");

    @Test
    void readsBytesMemoryAndProcessorTime() {
        Counts counts = RedisInfo.parse(INFO);

        assertThat(counts.get(RedisInfo.BYTES_IN)).isEqualTo(2048);
        assertThat(counts.get(RedisInfo.BYTES_OUT)).isEqualTo(4096);
        assertThat(counts.get(RedisInfo.MEMORY)).isEqualTo(1_048_576);
        assertThat(counts.get(RedisInfo.TIME)).isEqualTo(1_750_000_000);
    }

    @Test
    void readsTheCallsOfEachCommandExceptInfo() {
        Counts counts = RedisInfo.parse(INFO);

        assertThat(counts.get("calls of publish")).isEqualTo(12);
        assertThat(counts.get("calls of config|get")).isEqualTo(3);
        assertThat(counts.names()).doesNotContain("calls of info");
    }
}
