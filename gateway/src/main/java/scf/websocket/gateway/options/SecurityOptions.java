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
import scf.websocket.gateway.security.TlsEngine;
import scf.websocket.gateway.security.TrustedProxies;

/** Options for security: origins, proxies, the handshake data passed to register, and TLS. */
public final class SecurityOptions {
    @Option(
            names = "--allow-origin",
            split = ",",
            paramLabel = "ORIGIN",
            description =
                    "Origins of pages that may connect, like https://chat.example.com or https://*.example.com; others get 403."
                            + " Clients that are not browsers send no Origin and are admitted. Repeatable. Default: any.")
    public List<String> allowOrigin = new ArrayList<>();

    @Option(
            names = "--trust-forwarded",
            split = ",",
            paramLabel = "ADDRESS",
            description =
                    "Proxies whose X-Forwarded-For is trusted, like 127.0.0.1 or 10.0.0.0/8: the client's address is the rightmost"
                            + " one that is not a trusted proxy. Repeatable. Default: none.")
    public List<String> trustForwarded = new ArrayList<>();

    @Option(
            names = "--pass-headers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Headers of the handshake to pass to register as requestContext.headers, like authorization,cookie."
                            + " Repeatable. Default: none.")
    public List<String> passHeaders = new ArrayList<>();

    @Option(
            names = "--pass-query",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Query parameters of the handshake to pass to register as requestContext.queryString, like token."
                            + " Repeatable. Default: none.")
    public List<String> passQuery = new ArrayList<>();

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Certificate chain of the public listener, PEM. Reloaded when it changes, or on SIGHUP."
                    + " Default: none, plain HTTP.")
    public @Nullable Path tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its private key, PEM (PKCS #8, PKCS #1 or SEC 1, not encrypted).")
    public @Nullable Path tlsKey;

    @Option(
            names = "--tls-engine",
            paramLabel = "auto|native|jdk",
            description =
                    "Implementation of TLS for the public listener: native (BoringSSL), jdk, or auto: native where it can be"
                            + " loaded and supports the key, otherwise jdk. The log names the choice. Default: auto.")
    public TlsEngine tlsEngine = TlsEngine.AUTO;

    @Option(names = "--deflate", description = "Negotiate permessage-deflate with clients that offer it.")
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
     * Rejects passing cookies while any page may connect: browsers send cookies even if a foreign page opens the
     * connection.
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
     * Returns null for plain HTTP.
     *
     * @throws scf.websocket.gateway.security.TlsException if the files are unusable
     */
    public @Nullable TlsCertificate tlsCertificate(Clock clock) {
        return tlsCert == null || tlsKey == null ? null : TlsCertificate.load(tlsCert, tlsKey, tlsEngine, clock);
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
