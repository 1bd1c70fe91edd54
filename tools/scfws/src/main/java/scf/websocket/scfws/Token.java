package scf.websocket.scfws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token}. */
@CommandLine.Command(
        name = "token",
        description = "Makes a JSON Web Token for tests, signed with HS256, and prints it.",
        footer = {
            "",
            "The secret is in the variable TOKEN_HMAC_SECRET_KEY, as for the functions,",
            "because other users can read a command line. It has at least 32 bytes."
        })
final class Token extends Command {
    private static final Pattern LIFE = Pattern.compile("(\\d{1,6})([smhd])");

    @Parameters(index = "0", paramLabel = "USER", description = "The claim sub.")
    private String user = "";

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "The claim channel: a token to subscribe with.")
    private @Nullable String channel;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "When it expires: a number with s, m, h or d, such as 15m; 0s for a token that has expired."
                    + " Default: 1h.")
    private String expires = "1h";

    @Option(
            names = "--claim",
            paramLabel = "NAME=JSON",
            description = "Another claim, such as info={\"name\":\"Ann\"}; what is not JSON is a text. Repeatable.")
    private Map<String, String> claims = new LinkedHashMap<>();

    @Override
    void run() {
        String secret = variable("TOKEN_HMAC_SECRET_KEY");
        if (secret.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "the variable TOKEN_HMAC_SECRET_KEY must hold the secret");
        }
        output().line(token(secret, Instant.now()));
    }

    private String token(String secret, Instant now) {
        ObjectNode payload = Json.object().put("sub", user);
        if (channel != null) {
            payload.put("channel", channel);
        }
        payload.put("iat", now.getEpochSecond()).put("exp", now.plus(life()).getEpochSecond());
        claims.forEach((name, text) -> {
            JsonNode value = Json.parse(text).orElseGet(() -> payload.textNode(text));
            payload.set(name, value);
        });
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                new Payload(payload.toString()));
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException e) {
            throw new CommandException(ExitCode.USAGE, "TOKEN_HMAC_SECRET_KEY must have at least 32 bytes", e);
        }
        return token.serialize();
    }

    private Duration life() {
        Matcher matcher = LIFE.matcher(expires);
        if (!matcher.matches()) {
            throw new CommandException(ExitCode.USAGE, "--expires must be a number with s, m, h or d, such as 15m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
