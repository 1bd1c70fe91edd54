package scf.websocket.soak.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelsOptionsTest {
    @Test
    void optionsReplaceTheDefaults() {
        ChannelsOptions options =
                ChannelsOptions.parse(List.of("--clients", "7", "--outages", "node-killed", "--seed", "9"));
        assertThat(options).isEqualTo(new ChannelsOptions(120, 7, 10, List.of(Outage.NODE_KILLED), true, 9));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> ChannelsOptions.parse(List.of("--clients", "0")))
                .hasMessage("--clients wants a number from 1 to 500");
        assertThatThrownBy(() -> ChannelsOptions.parse(List.of("--outages", "rain")))
                .hasMessage("there is no outage rain");
        assertThatThrownBy(() -> ChannelsOptions.parse(List.of("--node", "1"))).hasMessage("there is no --node");
    }
}
