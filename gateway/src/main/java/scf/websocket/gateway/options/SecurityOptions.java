package scf.websocket.gateway.options;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import scf.websocket.gateway.security.ForwardedFields;
import scf.websocket.gateway.security.OriginRule;
import scf.websocket.gateway.security.TlsCertificate;
import scf.websocket.gateway.security.TrustedProxies;

/** Who may connect, who a client is, what of its handshake register sees, and TLS. */
public final class SecurityOptions {
    @Option(
            names = "--allow-origin",
            split = ",",
            paramLabel = "ORIGIN",
            description =
                    "Pages that may connect, like https://chat.example.com or https://*.example.com; others are answered 403."
                            + " Clients that are no browser send no Origin and are let in. Repeatable. Default: any.")
    public List<String> allowOrigin = new ArrayList<>();

    @Option(
            names = "--trust-forwarded",
            split = ",",
            paramLabel = "ADDRESS",
            description =
                    "Proxies whose X-Forwarded-For says who the client is, like 127.0.0.1 or 10.0.0.0/8: its rightmost address"
                            + " that is none of these. Repeatable. Default: none.")
    public List<String> trustForwarded = new ArrayList<>();

    @Option(
            names = "--pass-headers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Headers of the handshake that register sees as requestContext.headers, like authorization,cookie."
                            + " Repeatable. Default: none.")
    public List<String> passHeaders = new ArrayList<>();

    @Option(
            names = "--pass-query",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Query parameters of the handshake that register sees as requestContext.queryString, like token."
                            + " Repeatable. Default: none.")
    public List<String> passQuery = new ArrayList<>();

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Certificate chain of the listener for clients, PEM. Read again when it changes, or on SIGHUP."
                            + " Default: none, plain HTTP.")
    public @Nullable Path tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key, PEM (PKCS #8, PKCS #1 or SEC 1, not encrypted).")
    public @Nullable Path tlsKey;

    @Option(names = "--deflate", description = "Agree on permessage-deflate with clients that offer it.")
    public boolean deflate;

    void check(boolean strict) {
        originRule();
        trustedProxies();
        forwardedFields();
        if ((tlsCert == null) != (tlsKey == null)) {
            throw new IllegalArgumentException("--tls-cert and --tls-key belong together: both or neither");
        }
        if (strict && !(passHeaders.isEmpty() && passQuery.isEmpty())) {
            throw new IllegalArgumentException(
                    "--pass-headers and --pass-query cannot go with --strict: Tencent's register event has neither");
        }
    }

    /**
     * A browser sends cookies along with whatever page opens a connection, be it a stranger's.
     *
     * @param origins the pages that may connect
     */
    void checkCookies(List<String> origins) {
        boolean anyPage = origins.isEmpty() || origins.contains("null");
        if (anyPage && passHeaders.stream().anyMatch("cookie"::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                    "--pass-headers cookie (GATEWAY_PASS_HEADERS) needs --allow-origin"
                            + " (GATEWAY_ALLOW_ORIGIN), without null: otherwise any web page connects with its visitor's cookies");
        }
    }

    /**
     * Null for plain HTTP.
     *
     * @throws scf.websocket.gateway.security.TlsException if the files cannot be used
     */
    public @Nullable TlsCertificate tlsCertificate(Clock clock) {
        return tlsCert == null || tlsKey == null ? null : TlsCertificate.load(tlsCert, tlsKey, clock);
    }

    public OriginRule originRule() {
        return OriginRule.of(allowOrigin);
    }

    public TrustedProxies trustedProxies() {
        return TrustedProxies.of(trustForwarded);
    }

    public ForwardedFields forwardedFields() {
        return new ForwardedFields(passHeaders, passQuery);
    }
}
