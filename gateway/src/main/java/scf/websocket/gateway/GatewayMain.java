package scf.websocket.gateway;

import java.io.PrintWriter;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import scf.websocket.gateway.check.CheckResult;
import scf.websocket.gateway.cluster.ClusterException;
import scf.websocket.gateway.connection.HeartbeatRule;
import scf.websocket.gateway.extension.Heartbeats;
import scf.websocket.gateway.failure.Failures;
import scf.websocket.gateway.failure.TransientFault;
import scf.websocket.gateway.invoke.FunctionTarget;
import scf.websocket.gateway.journal.JournalException;
import scf.websocket.gateway.options.EmptyValues;
import scf.websocket.gateway.options.EnvironmentDefaults;
import scf.websocket.gateway.options.GatewayOptions;
import scf.websocket.gateway.options.Translations;
import scf.websocket.gateway.options.UndecodableText;
import scf.websocket.gateway.route.RouteException;
import scf.websocket.gateway.security.TlsException;

/** {@code java -jar gateway.jar}: parses the command line and runs the gateway until it is stopped. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Holds WebSocket connections and turns connect, message and disconnect into events for functions.",
        footer = {"", "Every option is also an environment variable: --push-port is GATEWAY_PUSH_PORT."})
public final class GatewayMain implements Callable<Integer> {
    /** Values of unknown options are masked from this length on. */
    private static final int LENGTH_OF_SECRETS = 16;

    @Mixin
    private final GatewayOptions options = new GatewayOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    GatewayMain() {}

    /**
     * Exits with 0 after a requested stop, 2 for an invalid option, and 1 for anything else: something that is not
     * available yet (Redis, a port, the journal's directory) or an internal error.
     */
    public static void main(String[] arguments) {
        DnsCacheSettings.configure();
        System.exit(execute(commandLine(), arguments));
    }

    static int execute(CommandLine commandLine, String... arguments) {
        try {
            if (UndecodableText.any(List.of(arguments))) {
                throw new ParameterException(commandLine, "The command line " + UndecodableText.PROBLEM);
            }
            return commandLine.execute(arguments);
        } catch (ParameterException e) {
            return explain(e, arguments);
        } catch (IllegalArgumentException e) {
            // Thrown for an environment variable that the parser reads.
            return explain(new ParameterException(commandLine, Failures.message(e), e), arguments);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return explain(commandLine, e);
        }
    }

    static CommandLine commandLine() {
        return commandLine(Translations.ofTerminal().orElse(null));
    }

    /** @param language translations for the terminal; null for English */
    static CommandLine commandLine(@Nullable ResourceBundle language) {
        return parser(new GatewayMain())
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .setResourceBundle(language)
                .setParameterExceptionHandler(GatewayMain::explain)
                .setExecutionExceptionHandler((error, command, result) -> explain(command, error));
    }

    /**
     * Parses and validates options from the arguments alone, ignoring the environment.
     *
     * @throws IllegalArgumentException for the first invalid option; the message names it
     */
    static GatewayOptions options(String... arguments) {
        GatewayMain main = new GatewayMain();
        try {
            EmptyValues.refuse(parser(main).parseArgs(arguments));
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        main.options.check();
        return main.options;
    }

    private static CommandLine parser(GatewayMain main) {
        return new CommandLine(main)
                .registerConverter(FunctionTarget.class, GatewayMain::target)
                .registerConverter(HeartbeatRule.class, GatewayMain::heartbeat)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static FunctionTarget target(String text) {
        try {
            return FunctionTarget.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static HeartbeatRule heartbeat(String json) {
        try {
            return Heartbeats.ofOption(json);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Prints one line: users read it, but not a page of usage. */
    private static int explain(ParameterException error, String[] arguments) {
        PrintWriter err = error.getCommandLine().getErr();
        TerminalMessages words = new TerminalMessages(error.getCommandLine().getResourceBundle());
        err.println(words.wrong(
                error instanceof UnmatchedArgumentException unknown
                        ? masked(unknown)
                        : String.valueOf(error.getMessage())));
        err.println(words.of("terminal.help", "--help lists all options."));
        err.flush();
        return ExitCode.USAGE;
    }

    /** The value of a mistyped option may be a secret. */
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

    /** Prints the cause of an unexpected failure in one line, without a stack trace. */
    private static int explain(CommandLine command, Throwable error) {
        TerminalMessages words = new TerminalMessages(command.getResourceBundle());
        command.getErr().println(words.of("terminal.failed", "The gateway failed: ") + Failures.line(error));
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            EmptyValues.refuse(spec.commandLine().getParseResult());
            options.check();
            if (options.operation.check) {
                return check();
            }
            run();
            return ExitCode.OK;
        } catch (IllegalArgumentException
                | RouteException
                | JournalException
                | TlsException
                | ListenException
                | ClusterException e) {
            if (e instanceof TransientFault fault && fault.mayPass()) {
                return notReady(StartFault.line(e));
            }
            throw new ParameterException(spec.commandLine(), StartFault.line(e), e);
        }
    }

    /** The exit code tells the service manager to retry, as after a crash; after an invalid setting it must not. */
    private int notReady(String reason) {
        PrintWriter err = spec.commandLine().getErr();
        TerminalMessages words = new TerminalMessages(spec.resourceBundle());
        err.println(words.fault(reason));
        err.println(words.of(
                "terminal.notReady",
                "The gateway was not started. This may pass without a change of the settings: start it again."));
        err.flush();
        return ExitCode.SOFTWARE;
    }

    @SuppressWarnings("try") // Creating it is the check.
    private int check() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        // Creates the handlers in jars and reads certificates, as a start does.
        try (Gateway made = new Gateway(options)) {
            List<CheckResult> findings = new SettingsCheck(options).findings();
            findings.stream().filter(finding -> !finding.isBad()).forEach(out::println);
            findings.stream().filter(CheckResult::isBad).forEach(err::println);
            boolean good = findings.stream().noneMatch(CheckResult::isBad);
            if (good) {
                out.println(new TerminalMessages(spec.resourceBundle())
                        .of("terminal.good", "All settings and targets are good."));
            }
            out.flush();
            err.flush();
            return good ? ExitCode.OK : ExitCode.USAGE;
        }
    }

    private void run() throws InterruptedException {
        // Comes first, so that a signal during the start also stops the gateway cleanly.
        StopSignal stop = StopSignal.install(options.operation.parentPid);
        try (Gateway gateway = new Gateway(options)) {
            Signals.handle("HUP", gateway::reload);
            gateway.start();
            stop.await();
            gateway.drain();
        }
    }
}
