package scf.websocket.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a gateway asks which servers of a Redis Cluster have which slots. */
class RedisMovesTest {
    private final List<Boolean> looks = new ArrayList<>();
    private final RedisMoves moves = new RedisMoves(true, () -> {});

    @Test
    void aSignOfAMoveIsSettledByALook() {
        moves.noticed();
        assertThat(moves.isDue()).isTrue();
        moves.look(looks::add);
        assertThat(looks).containsExactly(true);
        assertThat(moves.isDue()).isFalse();
    }

    @Test
    void aSignThatComesDuringALookIsForTheNextOne() {
        moves.look(noticed -> moves.noticed());
        assertThat(moves.isDue()).isTrue();
        moves.look(looks::add);
        assertThat(looks).containsExactly(true);
    }

    @Test
    void aSignOutlivesALookThatFails() {
        moves.noticed();
        assertThatThrownBy(() -> moves.look(noticed -> {
                    throw new RedisException("away");
                }))
                .isInstanceOf(RedisException.class);
        assertThat(moves.isDue()).isTrue();
    }

    @Test
    void aLookIsDueAfterTenProbesWithoutASign() {
        for (int i = 0; i < 9; i++) {
            moves.probed();
        }
        assertThat(moves.isDue()).isFalse();
        moves.probed();
        assertThat(moves.isDue()).isTrue();
        moves.look(looks::add);
        assertThat(looks).containsExactly(false);
        assertThat(moves.isDue()).isFalse();
    }
}
