package scf.websocket.channels;

import java.util.Optional;
import scf.websocket.channels.auth.Refusal;
import scf.websocket.channels.auth.Verdict;
import scf.websocket.channels.protocol.ProtocolError;

/** Turns the refusal of a token into that of a command or a connection. */
final class Verdicts {
    private Verdicts() {}

    /**
     * Returns the claims of a valid token.
     *
     * @throws CommandRefusal if the command is answered with an error
     * @throws ConnectionRefusal if the connection ends
     */
    static <T> T claims(Verdict<T> verdict) {
        Optional<Refusal> refusal = verdict.refusal();
        refusal.flatMap(Refusal::disconnect).ifPresent(disconnect -> {
            throw new ConnectionRefusal(disconnect);
        });
        return verdict.claims()
                .orElseThrow(() ->
                        new CommandRefusal(refusal.flatMap(Refusal::error).orElse(ProtocolError.PERMISSION_DENIED)));
    }
}
