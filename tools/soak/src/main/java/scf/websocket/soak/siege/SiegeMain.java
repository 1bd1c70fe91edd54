package scf.websocket.soak.siege;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arguments: gateway jar, folder to work in, and the options of {@link SiegeOptions}. */
public final class SiegeMain {
    private SiegeMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> options = Arrays.asList(arguments).subList(2, arguments.length);
        if (options.contains("--help") || options.contains("-h")) {
            System.out.print(SiegeOptions.help());
            return;
        }
        SiegeOptions wanted;
        try {
            wanted = SiegeOptions.parse(Path.of(arguments[0]), options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; see --help");
            System.exit(2);
            return;
        }
        System.exit(besiege(wanted, Path.of(arguments[1])) ? 0 : 1);
    }

    private static boolean besiege(SiegeOptions options, Path folder) throws IOException, InterruptedException {
        Siege siege = new Siege(options, Files.createTempDirectory(Files.createDirectories(folder), "run"));
        List<String> objections = new ArrayList<>();
        for (Setup setup : options.setups()) {
            System.out.println("\nSet-up " + setup.label() + ": " + options.clients() + " honest clients, "
                    + options.seconds() + " s an attack, seed " + options.seed() + "\n");
            Round.printHead();
            objections.addAll(siege.run(setup).objections());
        }
        System.out.println(objections.isEmpty() ? "\nheld" : "\nnot held:");
        objections.forEach(System.out::println);
        return objections.isEmpty();
    }
}
