package scf.websocket.soak.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.Figures;

/** The short form of {@link ChannelsProof}: a channel loses its history, a gateway is killed, the database is killed. */
class ChannelsIT {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void officialClientsLoseNothingSilently(@TempDir Path folder) throws Exception {
        Figures figures = new ChannelsSoak(ChannelsOptions.smoke(), ROOT, folder).run();
        figures.print();
        assertThat(figures.violations()).isEmpty();
    }
}
