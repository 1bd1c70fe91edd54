package scf.websocket.scfws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the gateway is, and what it takes to be let in. Options override variables. */
final class Addresses {
    static final String DEFAULT_URL = "http://127.0.0.1:8081/api-local";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The push URL of the gateway. Default: SCFWS_URL, or " + DEFAULT_URL + ".")
    private @Nullable String url;

    private Map<String, String> variables = System.getenv();

    void variables(Map<String, String> replaced) {
        variables = replaced;
    }

    private String variable(String name) {
        return variables.getOrDefault(name, "").trim();
    }

    /** Returns the address that pushes go to. */
    URI push() {
        String text = url != null ? url : variable("SCFWS_URL");
        return parsed(text.isEmpty() ? DEFAULT_URL : text, "the push URL (SCFWS_URL or --url)");
    }

    /** Returns the address of another path on the push URL's host and port. */
    URI beside(String pathAndQuery) {
        return push().resolve(pathAndQuery);
    }

    /** Returns the address of a method of the HTTP API for channels. */
    URI api(String method) {
        String base = variable("SCFWS_API_URL");
        if (base.isEmpty()) {
            return beside("/api/" + method);
        }
        return parsed(base.replaceAll("/+$", "") + "/" + method, "SCFWS_API_URL");
    }

    private static URI parsed(String text, String name) {
        try {
            URI parsed = new URI(text);
            boolean http = "http".equalsIgnoreCase(parsed.getScheme()) || "https".equalsIgnoreCase(parsed.getScheme());
            if (http && parsed.getHost() != null) {
                return parsed;
            }
        } catch (URISyntaxException e) {
            // As for any other text that is no address; it may hold a secret, so the message does not quote it.
        }
        throw new CommandException(ExitCode.USAGE, name + " must be an address like " + DEFAULT_URL);
    }

    /** Returns the token of pushes; empty for none. */
    String pushToken() {
        return variable("SCFWS_TOKEN");
    }

    /** Returns the token of operators; empty for none. */
    String adminToken() {
        String own = variable("SCFWS_ADMIN_TOKEN");
        return own.isEmpty() ? pushToken() : own;
    }

    /** Returns the key of the HTTP API. */
    String apiKey() {
        return variable("SCFWS_API_KEY");
    }
}
