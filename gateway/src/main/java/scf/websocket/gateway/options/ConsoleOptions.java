package scf.websocket.gateway.options;

import java.util.List;
import picocli.CommandLine.Option;
import scf.websocket.gateway.failure.Advice;

/** Options for the console: {@code /console} on the internal listener. */
public final class ConsoleOptions {
    @Option(
            names = "--console",
            description =
                    "Serve a page at /console on the internal listener, which shows connections and events as they happen, and"
                            + " sends, closes and replays. On a loopback --push-host only, because it needs no token; elsewhere,"
                            + " see --console-tokens.")
    public boolean console;

    @Option(
            names = "--console-tokens",
            paramLabel = "TOKEN[,TOKEN]",
            split = ",",
            description =
                    "Serve /console as --console does, to people who sign in with one of these tokens; two during rotation."
                            + " No push token is among them. Prefer GATEWAY_CONSOLE_TOKENS: other users can read a command line."
                            + " Default: none.")
    public List<String> tokens = List.of();

    @Option(
            names = "--console-payloads",
            description =
                    "Show in the console what functions get and answer and what clients are sent, without the secrets that are"
                            + " recognized as such. Kept in memory, and only while a console watches.")
    public boolean payloads;

    @Option(
            names = "--console-faults",
            description =
                    "Let the console break things for a while: delay, drop, duplicate or fail events, refuse pushes, pause and"
                            + " cut connections, and send events to other URLs. Not in production.")
    public boolean faults;

    /** Whether {@code /console} is served. */
    public boolean isOn() {
        return console || !tokens.isEmpty();
    }

    void check(PushOptions push) {
        BearerTokenForm.check("--console-tokens (GATEWAY_CONSOLE_TOKENS)", tokens);
        if (tokens.stream().anyMatch(push.tokens::contains)) {
            throw new IllegalArgumentException("--console-tokens (GATEWAY_CONSOLE_TOKENS) has one of --push-tokens:"
                    + " whoever may push, such as a function, would be an operator");
        }
        if (console && tokens.isEmpty() && !push.isLoopback()) {
            throw new IllegalArgumentException(
                    "--console (GATEWAY_CONSOLE) without a token needs a loopback --push-host,"
                            + " because anyone who reaches it could close every connection: set GATEWAY_CONSOLE_TOKENS"
                            + " (--console-tokens) to a secret of at least 16 characters "
                            + Advice.PUSH_HOST);
        }
        if (payloads && !isOn()) {
            throw new IllegalArgumentException("--console-payloads needs --console or --console-tokens");
        }
        if (faults && !isOn()) {
            throw new IllegalArgumentException("--console-faults needs --console or --console-tokens");
        }
    }
}
