package scf.websocket.channels.auth;

import java.util.Optional;

/** Verifies the signatures of tokens. Thread-safe. */
interface TokenVerifier {
    /**
     * Returns the payload of a token; empty unless one of our keys signed it, with that key's algorithm.
     *
     * @throws KeysUnavailableException if the key set could not be read
     */
    Optional<String> payload(String token) throws KeysUnavailableException;
}
