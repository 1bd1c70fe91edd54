package scf.websocket.soak.channels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import scf.websocket.soak.Figures;

/** Arguments: root of the checkout, folder to work in, and the options of {@link ChannelsOptions}. Exits with 1 on any violation. */
public final class ChannelsMain {
    private ChannelsMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = Arrays.asList(arguments).subList(2, arguments.length);
        if (options.contains("--help") || options.contains("-h")) {
            System.out.print(ChannelsOptions.help());
            return;
        }
        ChannelsOptions wanted;
        try {
            wanted = ChannelsOptions.parse(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; see --help");
            System.exit(2);
            return;
        }
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[1])), "run");
        Figures figures =
                new ChannelsSoak(wanted, Path.of(arguments[0]).toAbsolutePath().normalize(), folder).run();
        System.out.println("Channels for " + wanted.seconds() + " s, " + wanted.clients() + " clients, "
                + wanted.channels() + " channels, outages "
                + wanted.outages().stream().map(Outage::label).toList() + ", seed " + wanted.seed());
        figures.print();
        System.exit(figures.clean() ? 0 : 1);
    }
}
