package scf.websocket.scfws;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@CommandLine.Command(
        name = "scfws",
        description = "Looks at a gateway and steers it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Connections.class,
            Groups.class,
            Tail.class,
            Push.class,
            Broadcast.class,
            Close.class,
            Publish.class,
            History.class,
            Presence.class,
            Invoke.class,
            Sweep.class,
            Token.class,
            Check.class,
            Scfws.Completion.class
        },
        footer = {
            "",
            "Variables:",
            "  SCFWS_URL          the push URL; " + Addresses.DEFAULT_URL + " without it",
            "  SCFWS_TOKEN        one of the gateway's --push-tokens",
            "  SCFWS_ADMIN_TOKEN  one of its --admin-tokens; SCFWS_TOKEN without it",
            "  SCFWS_API_KEY      the API_KEY of the HTTP API for channels",
            "  SCFWS_API_URL      its address up to /api; without it, beside SCFWS_URL",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 nobody answers,",
            "4 not permitted or not offered, 5 no such connection.",
            "",
            "Examples:",
            "  scfws tail                          what happens, until Ctrl-C",
            "  scfws connections --json | jq .id   for scripts, a line each",
            "  seq 1 100 | scfws broadcast -       a message for each line",
            "  source <(scfws completion)          the Tab key, in bash or zsh"
        })
public final class Scfws implements Runnable {
    private final Output output;
    private final Map<String, String> variables;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help; COMMAND --help shows that of a command.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    Scfws(Output output, Map<String, String> variables) {
        this.output = output;
        this.variables = variables;
    }

    /** @param arguments as {@code scfws --help} lists them */
    public static void main(String[] arguments) {
        System.exit(run(Output.ofProcess(), System.getenv(), arguments));
    }

    /** Runs a command, and returns its exit code. */
    static int run(Output output, Map<String, String> variables, String... arguments) {
        CommandLine line = new CommandLine(new Scfws(output, variables))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> execute(output, parsed))
                .setParameterExceptionHandler((wrong, given) -> usage(output, wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(output, failure));
        line.getCommandSpec().version("scfws " + version());
        return line.execute(arguments);
    }

    /** Picocli would write help to its own streams, which do not notice that a pipe is closed. */
    private static int execute(Output output, ParseResult parsed) {
        ParseResult asked = parsed;
        while (asked.hasSubcommand() && !asked.isUsageHelpRequested()) {
            asked = asked.subcommand();
        }
        CommandLine command = asked.commandSpec().commandLine();
        if (asked.isUsageHelpRequested()) {
            output.line(command.getUsageMessage().stripTrailing());
        } else if (asked.isVersionHelpRequested()) {
            output.line(String.join("\n", command.getCommandSpec().version()));
        } else {
            return new RunLast().execute(parsed);
        }
        try {
            output.flush();
        } catch (PipeClosedException e) {
            // As at the end of any other command: quietly.
        }
        return ExitCode.DONE.number();
    }

    private static int usage(Output output, ParameterException wrong) {
        output.note("scfws: " + wrong.getMessage());
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            output.note("Did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        output.note(wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help explains it.");
        return ExitCode.USAGE.number();
    }

    private static int failed(Output output, Exception failure) {
        output.progressEnds();
        if (failure instanceof PipeClosedException) {
            return ExitCode.DONE.number();
        }
        if (failure instanceof CommandException expected) {
            output.note("scfws: " + expected.getMessage());
            return expected.exitCode().number();
        }
        output.note("scfws: an internal error: " + failure);
        return ExitCode.FAILED.number();
    }

    private static String version() {
        String version = Scfws.class.getPackage().getImplementationVersion();
        return version == null ? "of an unknown version" : version;
    }

    Output output() {
        return output;
    }

    Map<String, String> variables() {
        return variables;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a COMMAND is missing");
        }
    }

    /** {@code completion}. */
    @CommandLine.Command(
            name = "completion",
            description = "Prints a script that lets bash and zsh complete commands and options.",
            footer = {"", "For this shell: source <(scfws completion)"})
    static final class Completion extends Command {
        @Override
        void run() {
            output().line(AutoComplete.bash("scfws", new CommandLine(new Scfws(output(), Map.of()))));
        }
    }
}
