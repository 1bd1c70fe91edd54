package scf.websocket.channels;

import java.util.Collections;
import scf.websocket.channels.protocol.Disconnect;

/** Lets everybody in without a name, and accepts no token. */
final class AnonymousSignIn implements SignIn {
    @Override
    public Result connection(String token) {
        return token.isEmpty()
                ? Result.accepted("", null, null, Collections.emptyList())
                : Result.refused(Disconnect.INVALID_TOKEN);
    }

    @Override
    public Result subscription(String token, String channel, String user) {
        return Result.refused(Disconnect.INVALID_TOKEN);
    }
}
