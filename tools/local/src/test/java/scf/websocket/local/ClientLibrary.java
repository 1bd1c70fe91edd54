package scf.websocket.local;

import java.net.URI;
import scf.websocket.testing.process.ChatClient;
import scf.websocket.testing.process.JdkChatClient;

/** The client libraries that the tests run with. */
enum ClientLibrary {
    JDK {
        @Override
        ChatClient open(URI address) {
            return JdkChatClient.open(address);
        }
    },
    JAVA_WEBSOCKET {
        @Override
        ChatClient open(URI address) throws Exception {
            return JavaWebSocketChatClient.open(address);
        }
    };

    /** Returns when the handshake is done. */
    abstract ChatClient open(URI address) throws Exception;
}
