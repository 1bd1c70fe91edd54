package scf.websocket.gateway.redis;

import io.lettuce.core.RedisException;

/** The Redis server does not meet the requirements. The message is a sentence for operators. */
final class RedisUnsuitableException extends RedisException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /** @param passing whether the same server may be suitable later */
    RedisUnsuitableException(String sentence, boolean passing) {
        super(sentence);
        this.passing = passing;
    }

    boolean mayPass() {
        return passing;
    }
}
