package scf.websocket.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandsTest {
    @Test
    void listsTheStatementsOfAnOperationWithTheirCount() {
        assertThat(per(100, Map.of("Com_insert", 100L, "Com_select", 250L, "Innodb_os_log_written", 9L)))
                .isEqualTo("insert 1, select 2.50");
    }

    @Test
    void listsTheCommandsOfRedisInTheSameWay() {
        assertThat(per(10, Map.of("calls of publish", 20L, "total_net_input_bytes", 5L)))
                .isEqualTo("publish 2");
    }

    @Test
    void omitsCommandsThatRunOnceInAThousandOperations() {
        assertThat(per(1000, Map.of("Com_set_option", 1L, "Com_delete", 1000L))).isEqualTo("delete 1");
    }

    @Test
    void printsNoneWithoutCommands() {
        assertThat(per(10, Map.of("Com_insert", 0L))).isEqualTo("none");
    }

    private static String per(long operations, Map<String, Long> rise) {
        return Commands.per(new Rounds(List.of(new Rounds.Round(operations, 1, Counts.of(rise)))));
    }
}
