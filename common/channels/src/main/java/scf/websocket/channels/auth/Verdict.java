package scf.websocket.channels.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims of a valid token, or the refusal of another. Immutable. */
public final class Verdict<T> {
    private final @Nullable T claims;
    private final @Nullable Refusal refusal;

    private Verdict(@Nullable T claims, @Nullable Refusal refusal) {
        this.claims = claims;
        this.refusal = refusal;
    }

    static <T> Verdict<T> of(T claims) {
        return new Verdict<>(claims, null);
    }

    static <T> Verdict<T> refused(Refusal refusal) {
        return new Verdict<>(null, refusal);
    }

    /** Empty if there is a {@link #refusal()}. */
    public Optional<T> claims() {
        return Optional.ofNullable(claims);
    }

    /** Empty if there are {@link #claims()}. */
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refusal);
    }
}
