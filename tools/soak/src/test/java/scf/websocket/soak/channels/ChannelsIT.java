package scf.websocket.soak.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.Figures;

/** The shortest form of {@link ChannelsProof}: a gateway is killed, and the history is lost. */
class ChannelsIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void officialClientsLoseNothingSilentlyWhenAGatewayIsKilled(@TempDir Path folder) throws Exception {
        ChannelsOptions smoke =
                new ChannelsOptions(4, 10, 3, List.of(Outage.NODE_KILLED, Outage.HISTORY_LOST), false, 1);
        Figures figures = new ChannelsSoak(smoke, ROOT, folder).run();
        assertThat(figures.violations()).isEmpty();
    }
}
