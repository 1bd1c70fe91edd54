package scf.websocket.channels.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens with Nimbus. The algorithm in a token's header selects a key that was configured for this algorithm; it
 * never changes how a key is used. Keys inside of a token are ignored. Thread-safe.
 */
final class NimbusTokenVerifier implements TokenVerifier {
    private static final int MIN_RSA_BITS = 2048;

    private final TokenKeys keys;
    private final @Nullable NimbusKeySet keySet;

    NimbusTokenVerifier(TokenKeys keys) {
        this.keys = keys;
        this.keySet = keys.keySet().map(NimbusKeySet::new).orElse(null);
    }

    @Override
    public Optional<String> payload(String token) throws KeysUnavailableException {
        try {
            JWSObject signed = JWSObject.parse(token);
            for (JWSVerifier verifier : verifiers(signed.getHeader())) {
                if (signed.verify(verifier)) {
                    return Optional.of(signed.getPayload().toString());
                }
            }
            return Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            // The message may quote the token.
            return Optional.empty();
        }
    }

    private List<JWSVerifier> verifiers(JWSHeader header) throws JOSEException, KeysUnavailableException {
        List<JWSVerifier> verifiers = new ArrayList<>();
        JWSAlgorithm algorithm = header.getAlgorithm();
        if (algorithm.equals(JWSAlgorithm.HS256) && keys.secret().isPresent()) {
            verifiers.add(new MACVerifier(keys.secret().get()));
        } else if (algorithm.equals(JWSAlgorithm.RS256) && keys.rsa().isPresent()) {
            verifiers.add(new RSASSAVerifier(keys.rsa().get()));
        } else if (algorithm.equals(JWSAlgorithm.ES256) && keys.ec().isPresent()) {
            verifiers.add(new ECDSAVerifier(keys.ec().get()));
        }
        if (keySet != null && header.getKeyID() != null) {
            addKeySet(keySet, header, verifiers);
        }
        return verifiers;
    }

    private static void addKeySet(NimbusKeySet keySet, JWSHeader header, List<JWSVerifier> verifiers)
            throws JOSEException, KeysUnavailableException {
        boolean rsa = header.getAlgorithm().equals(JWSAlgorithm.RS256);
        if (!rsa && !header.getAlgorithm().equals(JWSAlgorithm.ES256)) {
            return;
        }
        for (JWK key : keySet.keys(JWKMatcher.forJWSHeader(header))) {
            if (!rsa) {
                verifiers.add(new ECDSAVerifier(key.toECKey()));
            } else if (key.size() >= MIN_RSA_BITS) {
                verifiers.add(new RSASSAVerifier(key.toRSAKey()));
            }
        }
    }
}
