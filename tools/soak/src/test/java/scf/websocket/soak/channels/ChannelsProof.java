package scf.websocket.soak.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scf.websocket.soak.Figures;

/** 50 clients, 10 channels, two minutes: what {@code tools/soak/channels} does. */
class ChannelsProof {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void officialClientsLoseNothingSilently(@TempDir Path folder) throws Exception {
        Figures figures = new ChannelsSoak(ChannelsOptions.parse(List.of()), ROOT, folder).run();
        figures.print();
        assertThat(figures.violations()).isEmpty();
    }
}
