package scf.websocket.channels.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message to the application, without a reply. */
public final class SendRequest implements Request {
    private final @Nullable JsonData data;

    private SendRequest(@Nullable JsonData data) {
        this.data = data;
    }

    public static SendRequest of(@Nullable JsonData data) {
        return new SendRequest(data);
    }

    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.send(this);
    }
}
