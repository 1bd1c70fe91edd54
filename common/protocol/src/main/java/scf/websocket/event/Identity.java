package scf.websocket.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** The {@code identity} of a request context: the caller, if the API requires authentication. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Identity {
    private @Nullable String secretId;

    public Identity() {}

    public @Nullable String getSecretId() {
        return secretId;
    }

    public void setSecretId(@Nullable String secretId) {
        this.secretId = secretId;
    }
}
