package scf.websocket.gateway.options;

import java.util.List;
import picocli.CommandLine.Option;
import scf.websocket.gateway.failure.Advice;

/** Options for operators: {@code /admin} on the internal listener. */
public final class AdminOptions {
    @Option(
            names = "--admin",
            description =
                    "Serve /admin on the internal listener: lists connections and groups, closes connections, shows events as"
                            + " they happen. On a loopback --push-host only, because it needs no token; elsewhere, see --admin-tokens.")
    public boolean admin;

    @Option(
            names = "--admin-tokens",
            paramLabel = "TOKEN[,TOKEN]",
            split = ",",
            description =
                    "Serve /admin as --admin does, to callers with one of these bearer tokens; two during rotation."
                            + " No push token is among them. Prefer GATEWAY_ADMIN_TOKENS: other users can read a command line."
                            + " Default: none.")
    public List<String> tokens = List.of();

    /** Whether {@code /admin} is served. */
    public boolean isOn() {
        return admin || !tokens.isEmpty();
    }

    void check(PushOptions push) {
        BearerTokenForm.check("--admin-tokens (GATEWAY_ADMIN_TOKENS)", tokens);
        if (tokens.stream().anyMatch(push.tokens::contains)) {
            throw new IllegalArgumentException("--admin-tokens (GATEWAY_ADMIN_TOKENS) has one of --push-tokens: whoever"
                    + " may push, such as a function, would be an operator");
        }
        if (admin && tokens.isEmpty() && !push.isLoopback()) {
            throw new IllegalArgumentException("--admin (GATEWAY_ADMIN) without a token needs a loopback --push-host,"
                    + " because anyone who reaches it could close every connection: set GATEWAY_ADMIN_TOKENS"
                    + " (--admin-tokens) to a secret of at least 16 characters "
                    + Advice.PUSH_HOST);
        }
    }
}
