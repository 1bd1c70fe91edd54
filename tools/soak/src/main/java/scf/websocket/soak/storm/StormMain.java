package scf.websocket.soak.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import scf.websocket.soak.Figures;
import scf.websocket.testing.redis.InstalledRedis;

/** Arguments: gateway jar, folder to work in, and the options of {@link StormOptions}. Exits with 1 on any violation. */
public final class StormMain {
    private StormMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = Arrays.asList(arguments).subList(2, arguments.length);
        if (options.contains("--help") || options.contains("-h")) {
            System.out.print(StormOptions.help());
            return;
        }
        StormOptions wanted;
        try {
            wanted = StormOptions.parse(Path.of(arguments[0]), options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; see --help");
            System.exit(2);
            return;
        }
        if (wanted.redis() != RedisKind.SINGLE && !InstalledRedis.isAvailable()) {
            System.exit(2);
        }
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[1])), "run");
        Figures figures = new Storm(wanted, folder).run();
        System.out.println("Storm of " + wanted.seconds() + " s, " + wanted.clients() + " clients at a time, "
                + wanted.nodes() + " nodes, Redis "
                + wanted.redis().label() + ", faults "
                + wanted.faults().stream().map(Fault::label).toList() + ", seed " + wanted.seed());
        figures.print();
        System.exit(figures.clean() ? 0 : 1);
    }
}
