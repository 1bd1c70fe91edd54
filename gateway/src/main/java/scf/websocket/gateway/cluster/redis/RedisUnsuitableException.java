package scf.websocket.gateway.cluster.redis;

import io.lettuce.core.RedisException;

/** There is a Redis, but not one that the nodes can share. The message is a sentence for whoever chose it. */
final class RedisUnsuitableException extends RedisException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** @param passing whether this very server may be fit in a moment */
    RedisUnsuitableException(String sentence, boolean passing) {
        super(sentence);
        this.passing = passing;
    }

    boolean mayPass() {
        return passing;
    }
}
