package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class FeatureTest {
    @Test
    void listsNamesInOrderAndParsesThem() {
        assertThat(Feature.list(EnumSet.allOf(Feature.class)))
                .isEqualTo("pushes,context,heartbeat,deadline,groups,tails");
        assertThat(Feature.parse("pushes,context,heartbeat,deadline,groups,tails"))
                .isEqualTo(EnumSet.allOf(Feature.class));
    }

    @Test
    void ignoresBlanksAndNamesOfLaterVersions() {
        assertThat(Feature.parse(" groups , telepathy,,GROUPS,pushes"))
                .containsExactlyInAnyOrder(Feature.GROUPS, Feature.PUSHES);
        assertThat(Feature.parse("")).isEmpty();
    }
}
