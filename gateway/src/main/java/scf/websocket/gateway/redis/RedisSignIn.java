package scf.websocket.gateway.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider.ImmediateRedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.CharBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Authentication of an open connection. */
final class RedisSignIn {
    private RedisSignIn() {}

    /** Sends the credentials of a URI, if it has any. If Redis rejects them, the connection keeps its user. */
    static CompletionStage<String> again(StatefulRedisConnection<String, String> connection, RedisURI uri) {
        if (!(uri.getCredentialsProvider() instanceof ImmediateRedisCredentialsProvider provider)) {
            return CompletableFuture.completedStage("");
        }
        RedisCredentials credentials = provider.resolveCredentialsNow();
        if (!credentials.hasPassword()) {
            return CompletableFuture.completedStage("");
        }
        RedisAsyncCommands<String, String> redis = connection.async();
        CharBuffer password = CharBuffer.wrap(credentials.getPassword());
        return credentials.hasUsername() ? redis.auth(credentials.getUsername(), password) : redis.auth(password);
    }
}
