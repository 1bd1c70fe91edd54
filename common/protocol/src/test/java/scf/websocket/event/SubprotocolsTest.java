package scf.websocket.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubprotocolsTest {
    @Test
    void aListSeparatesNamesByCommas() {
        assertThat(Subprotocols.parse(" a, b ,,c,")).containsExactly("a", "b", "c");
        assertThat(Subprotocols.parse("")).isEmpty();
        assertThat(Subprotocols.parse(null)).isEmpty();
    }

    @Test
    void thePreferenceOfTheClientDecides() {
        assertThat(Subprotocols.choose(List.of("a", "b", "c"), List.of("c", "b")))
                .contains("b");
    }

    @Test
    void onlyOfferedSubprotocolsAreChosen() {
        assertThat(Subprotocols.choose(List.of("a"), Set.of("A", "b"))).isEmpty();
        assertThat(Subprotocols.choose(List.of(), Set.of("b"))).isEmpty();
    }
}
