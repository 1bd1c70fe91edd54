package scf.websocket.gateway.options;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.failure.Advice;
import scf.websocket.gateway.limit.BodyBudget;
import scf.websocket.gateway.security.CallerRule;
import scf.websocket.gateway.security.PathSecretRule;
import scf.websocket.gateway.security.PeerNetworks;

/** Options for the internal listener, which accepts pushes from functions and back ends. */
public final class PushOptions {
    private static final int MAX_PORTS = 8;

    /** Names of the options for messages. */
    private static final String SECRETS = "--push-secrets (GATEWAY_PUSH_SECRETS)";

    private static final String NETWORKS = "--push-networks (GATEWAY_PUSH_NETWORKS)";

    @Option(
            names = "--push-host",
            paramLabel = "ADDRESS",
            description = "Internal listener: address. Beyond loopback, requires --push-tokens, --push-secrets or"
                    + " --push-networks. Default: 127.0.0.1.")
    public String host = "127.0.0.1";

    @Option(
            names = "--push-port",
            paramLabel = "PORT[,PORT]",
            split = ",",
            description = "Internal listener: one or more ports; include 80 for functions that know a host and no port."
                    + " Default: 8081.")
    public List<Integer> ports = List.of(8081);

    @Option(
            names = "--push-tokens",
            paramLabel = "TOKEN[,TOKEN]",
            split = ",",
            description = "Bearer tokens, one of which a push needs; two during rotation."
                    + " Prefer GATEWAY_PUSH_TOKENS: other users can read a command line. Default: none.")
    public List<String> tokens = List.of();

    @Option(
            names = "--push-secrets",
            paramLabel = "SECRET[,SECRET]",
            split = ",",
            description = "Secrets, one of which may be in the push URL in place of a token, for functions that accept"
                    + " only a URL: http://HOST:8081/SECRET/API-ID. Internal listener only."
                    + " Prefer GATEWAY_PUSH_SECRETS: other users can read a command line. Default: none.")
    public List<String> secrets = List.of();

    @Option(
            names = "--push-networks",
            paramLabel = "NETWORK[,NETWORK]",
            split = ",",
            description =
                    "Networks such as 10.0.8.0/24 whose hosts may push without a token, by the source address of the TCP"
                            + " connection. Internal listener only. Default: none.")
    public List<String> networks = List.of();

    @Option(
            names = "--push-hosts",
            paramLabel = "NAME[,NAME]",
            split = ",",
            description =
                    "Additional host names, without ports, that a request's Host may contain: on a loopback --push-host besides the"
                            + " loopback names and the host of PUSH_URL, and for callers in --push-networks without a token or secret"
                            + " besides addresses. Other names, and requests from web pages, get 403."
                            + " Default: none.")
    public List<String> hosts = List.of();

    @Option(
            names = "--public-push",
            description =
                    "Accept pushes on the public listener too, at /API-ID and only with one of the --push-tokens: for back ends"
                            + " that can reach no other, such as those of a Web function.")
    public boolean publicPush;

    @Option(
            names = "--push-sockets",
            paramLabel = "COUNT",
            description = "Sockets of the internal listener; more are closed immediately. Default: 4096.")
    public int sockets = 4096;

    @Option(
            names = "--push-sockets-per-address",
            paramLabel = "COUNT",
            description =
                    "Sockets from one address, or one IPv6 /64; more are closed immediately. 0: unlimited. Default: 1024.")
    public int socketsPerAddress = 1024;

    @Option(
            names = "--push-buffer",
            paramLabel = "BYTES",
            description = "Total size of push requests in flight; a push beyond it gets 503 with"
                    + " Retry-After. The largest push always fits. Default: 67108864.")
    public int buffer = 64 * 1024 * 1024;

    @Option(
            names = "--push-buffer-per-address",
            paramLabel = "BYTES",
            description = "The same for one address, or one IPv6 /64. Default: 0, half of --push-buffer.")
    public int bufferPerAddress;

    @Option(
            names = "--push-timeout",
            paramLabel = "SECONDS",
            description =
                    "Timeout for receiving a request on the internal listener, from its first byte; a slower one gets"
                            + " 408. Default: 10.")
    public int timeout = 10;

    void check(ListenerOptions clients) {
        checkPorts(clients);
        Bounds.between("--push-sockets", sockets, 1, 1_000_000);
        Bounds.between("--push-sockets-per-address", socketsPerAddress, 0, 1_000_000);
        Bounds.between("--push-buffer", buffer, 1, 1 << 30);
        Bounds.between("--push-buffer-per-address", bufferPerAddress, 0, buffer);
        Bounds.between("--push-timeout", timeout, 1, 300);
        BearerTokenForm.check("--push-tokens (GATEWAY_PUSH_TOKENS)", tokens);
        CallerRule.of(false, hosts);
        PathSecretRule.check(SECRETS, secrets);
        boolean anyGuard = !(tokens.isEmpty() && secrets.isEmpty() && peers().isEmpty());
        if (publicPush) {
            checkPublicPush();
        }
        if (!anyGuard && !address("--push-host", host).isLoopbackAddress()) {
            throw new IllegalArgumentException("--push-host " + host + " is reachable from other hosts, and anyone who"
                    + " reaches it can send to every client: set GATEWAY_PUSH_TOKENS (--push-tokens) to a secret of at"
                    + " least 16 characters and give it to the functions as PUSH_TOKEN; or, for functions that accept"
                    + " only a URL, GATEWAY_PUSH_SECRETS or GATEWAY_PUSH_NETWORKS; or stay on 127.0.0.1 "
                    + Advice.PUSH_HOST);
        }
    }

    /** @throws IllegalArgumentException if an entry is not a network, or contains every address */
    public PeerNetworks peers() {
        return PeerNetworks.of(NETWORKS, networks);
    }

    /**
     * Returns the rule that decides which requests the listener accepts.
     *
     * @param environment of the process: local functions call the host of {@code PUSH_URL}
     * @throws IllegalArgumentException if an entry is not a host name
     */
    public CallerRule callers(Map<String, String> environment) {
        List<String> all = new ArrayList<>(hosts);
        host(environment.get("PUSH_URL")).ifPresent(all::add);
        return CallerRule.of(isLoopback(), all);
    }

    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // Opening the listener will report it.
        }
    }

    private static Optional<String> host(@Nullable String url) {
        try {
            return url == null
                    ? Optional.empty()
                    : Optional.ofNullable(new URI(url.trim()).getHost()).map(name -> name.replaceAll("[\\[\\]]", ""));
        } catch (URISyntaxException e) {
            return Optional.empty(); // The functions report the invalid URL.
        }
    }

    /** @param largest bytes of the largest push, which always fits */
    public BodyBudget bodies(int largest) {
        int perAddress = bufferPerAddress == 0 ? buffer / 2 : bufferPerAddress;
        return new BodyBudget(Math.max(buffer, largest), Math.max(perAddress, largest));
    }

    private void checkPublicPush() {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("--public-push is reachable by every client: set GATEWAY_PUSH_TOKENS"
                    + " (--push-tokens) to a secret of at least 16 characters and give it to the functions as PUSH_TOKEN "
                    + Advice.PUSH_HOST);
        }
        if (!(secrets.isEmpty() && networks.isEmpty())) {
            throw new IllegalArgumentException("--public-push cannot go with " + SECRETS + " or " + NETWORKS
                    + ": the public listener accepts pushes only with a token");
        }
    }

    private void checkPorts(ListenerOptions clients) {
        if (ports.isEmpty() || ports.size() > MAX_PORTS) {
            throw new IllegalArgumentException("--push-port must be 1 to " + MAX_PORTS + " ports");
        }
        Set<Integer> seen = new HashSet<>();
        for (int port : ports) {
            Bounds.between("--push-port", port, 0, 65535);
            // 0 is any free port, a different one each time.
            if (port != 0 && !seen.add(port)) {
                throw new IllegalArgumentException("--push-port has " + port + " twice");
            }
            if (port != 0 && port == clients.port && overlap(clients.host)) {
                throw new IllegalArgumentException(
                        "--push-port and --port are both " + port + ": the public listener needs a port of its own");
            }
        }
    }

    private boolean overlap(String clientsHost) {
        InetAddress ours = address("--push-host", host);
        InetAddress theirs = address("--host", clientsHost);
        return ours.equals(theirs) || ours.isAnyLocalAddress() || theirs.isAnyLocalAddress();
    }

    private static InetAddress address(String option, String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(option + " must be an address of this machine: " + host, e);
        }
    }
}
