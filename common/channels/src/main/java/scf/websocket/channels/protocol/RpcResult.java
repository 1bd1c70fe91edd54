package scf.websocket.channels.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the application's method returned. */
public final class RpcResult implements Result {
    private final @Nullable JsonData data;

    private RpcResult(@Nullable JsonData data) {
        this.data = data;
    }

    public static RpcResult of(@Nullable JsonData data) {
        return new RpcResult(data);
    }

    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    @Override
    public void accept(ResultVisitor visitor) {
        visitor.rpc(this);
    }
}
