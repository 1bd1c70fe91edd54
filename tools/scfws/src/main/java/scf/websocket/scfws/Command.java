package scf.websocket.scfws;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What the commands that ask a gateway have in common. */
abstract class Command implements Callable<Integer> {
    @Mixin
    private final Addresses addresses = new Addresses();

    @ParentCommand
    private @Nullable Scfws scfws;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    private @Nullable Gateway gateway;

    /** Does the work. */
    abstract void run();

    @Override
    public final Integer call() {
        run();
        output().flush();
        return ExitCode.DONE.number();
    }

    final Output output() {
        if (scfws == null) {
            throw new IllegalStateException("picocli sets the parent");
        }
        return scfws.output();
    }

    final Gateway gateway() {
        if (gateway == null) {
            if (scfws != null) {
                addresses.variables(scfws.variables());
            }
            gateway = new Gateway(addresses);
        }
        return gateway;
    }

    /** Returns a variable of the environment; empty for none. */
    final String variable(String name) {
        return scfws == null ? "" : scfws.variables().getOrDefault(name, "");
    }
}
