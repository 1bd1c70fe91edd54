package scf.websocket.gateway.options;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import picocli.CommandLine.Option;

/** The internal listener, through which functions and back ends push. */
public final class PushOptions {
    private static final int MOST_TOKENS = 2;
    private static final String TOKEN = "[A-Za-z0-9._~+/=-]{16,256}";

    @Option(
            names = "--push-host",
            paramLabel = "ADDRESS",
            description = "Internal listener: address. Not on loopback, --push-tokens is needed. Default: 127.0.0.1.")
    public String host = "127.0.0.1";

    @Option(names = "--push-port", paramLabel = "PORT", description = "Internal listener: port. Default: 8081.")
    public int port = 8081;

    @Option(
            names = "--push-tokens",
            paramLabel = "TOKEN[,TOKEN]",
            split = ",",
            description = "Bearer tokens that a push needs; two while one replaces the other."
                    + " Better as GATEWAY_PUSH_TOKENS: a command line can be read by others. Default: none.")
    public List<String> tokens = List.of();

    @Option(
            names = "--public-push",
            description =
                    "Take pushes on the listener for clients, too, at /API-ID and with one of the --push-tokens: for back ends"
                            + " that reach no other, such as those of a Web function.")
    public boolean publicPush;

    void check() {
        Bounds.between("--push-port", port, 0, 65535);
        // Never with the value in the message: it is a secret.
        if (tokens.size() > MOST_TOKENS || !tokens.stream().allMatch(token -> token.matches(TOKEN))) {
            throw new IllegalArgumentException(
                    "--push-tokens (GATEWAY_PUSH_TOKENS) must be one token or two with a comma"
                            + " between them, each of 16 to 256 characters of A-Z a-z 0-9 . _ ~ + / = -");
        }
        if (tokens.isEmpty() && publicPush) {
            throw new IllegalArgumentException(
                    "--public-push can be reached by every client: set GATEWAY_PUSH_TOKENS"
                            + " (--push-tokens) to a secret of at least 16 characters and give it to the functions as PUSH_TOKEN");
        }
        if (tokens.isEmpty() && !isLoopback()) {
            throw new IllegalArgumentException("--push-host " + host + " can be reached from elsewhere, and whoever"
                    + " reaches it can write to every client: set GATEWAY_PUSH_TOKENS (--push-tokens) to a secret of at"
                    + " least 16 characters and give it to the functions as PUSH_TOKEN, or stay on 127.0.0.1");
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--push-host must be an address of this machine: " + host, e);
        }
    }
}
