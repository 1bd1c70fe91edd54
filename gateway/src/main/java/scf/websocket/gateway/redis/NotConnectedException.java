package scf.websocket.gateway.redis;

import io.lettuce.core.RedisException;

/** There is no connection to Redis; nothing was sent. */
public final class NotConnectedException extends RedisException {
    private static final long serialVersionUID = 1L;

    NotConnectedException() {
        super("not connected");
    }
}
