package scf.websocket.channels.protocol;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls a method of the application. */
public final class RpcRequest implements Request {
    private final String method;
    private final @Nullable JsonData data;

    private RpcRequest(String method, @Nullable JsonData data) {
        this.method = method;
        this.data = data;
    }

    public static RpcRequest of(String method, @Nullable JsonData data) {
        return new RpcRequest(method, data);
    }

    /** May be empty. */
    public String method() {
        return method;
    }

    public Optional<JsonData> data() {
        return Optional.ofNullable(data);
    }

    @Override
    public <T> T accept(RequestVisitor<T> visitor) {
        return visitor.rpc(this);
    }
}
