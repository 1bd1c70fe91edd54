package scf.websocket.gateway;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.function.FunctionTarget;
import scf.websocket.gateway.journal.JournalException;
import scf.websocket.gateway.options.EnvironmentDefaults;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.security.TlsException;

/** {@code java -jar gateway.jar}: reads the command line, runs the gateway until it is told to stop. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Holds WebSocket connections and turns connect, message and disconnect into events for functions.",
        footer = {"", "Every option is also an environment variable: --push-port is GATEWAY_PUSH_PORT."})
public final class GatewayMain implements Callable<Integer> {
    /** Values of unknown options are shown below it. */
    private static final int LENGTH_OF_SECRETS = 16;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    GatewayMain() {}

    /** Exits with 0 after a stop that was asked for, 2 for a wrong option, 1 for anything else. */
    public static void main(String[] arguments) {
        NameCache.configure();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GatewayMain())
                .registerConverter(FunctionTarget.class, GatewayMain::target)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .setParameterExceptionHandler(GatewayMain::explain);
    }

    private static FunctionTarget target(String text) {
        try {
            return FunctionTarget.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** One line that says what is wrong is read; a page of usage behind it is not. */
    private static int explain(ParameterException error, String[] arguments) {
        PrintWriter err = error.getCommandLine().getErr();
        err.println(error instanceof UnmatchedArgumentException unknown ? masked(unknown) : error.getMessage());
        err.println("--help lists all options.");
        return ExitCode.USAGE;
    }

    /** An option with a slip of the pen may carry a secret. */
    private static String masked(UnmatchedArgumentException unknown) {
        String message = String.valueOf(unknown.getMessage());
        for (String argument : unknown.getUnmatched()) {
            String value = argument.startsWith("-") ? argument.substring(argument.indexOf('=') + 1) : argument;
            if (!value.startsWith("-") && value.length() >= LENGTH_OF_SECRETS) {
                message = message.replace(value, "***");
            }
        }
        return message;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            options.check();
            run();
            return 0;
        } catch (IllegalArgumentException
                | RouteException
                | JournalException
                | TlsException
                | ListenException
                | ClusterException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void run() throws InterruptedException {
        // Before anything is up: a signal during the start must stop it in order, too.
        StopSignal stop = StopSignal.install(options.operation.parentPid);
        try (Gateway gateway = new Gateway(options)) {
            if (options.operation.check) {
                spec.commandLine().getOut().println("All settings and targets are good.");
                return;
            }
            Signals.handle("HUP", gateway::reload);
            gateway.start();
            stop.await();
            gateway.drain();
        }
    }
}
