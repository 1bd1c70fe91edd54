package scf.websocket.bench;

import java.nio.file.Path;

/**
 * The three functions for a measured gateway, over HTTP: they answer every event with {@code errNo} 0, and push each message back first.
 *
 * <p>The argument is the file that holds the push URL when the first message comes. Prints {@code listening PORT} and runs until it
 * is killed.
 */
public final class StubFunctions {
    private StubFunctions() {}

    public static void main(String[] arguments) {
        System.out.println("listening " + start(Path.of(arguments[0])).port());
    }

    static LoopbackServer start(Path pushUrl) {
        PushBack pushBack = new PushBack(pushUrl);
        return new LoopbackServer(new AcceptingFunctions((path, event, answer) -> {
            if (event.contains("\"data send\"")) {
                pushBack.push(event).whenComplete((response, failure) -> answer.run());
            } else {
                answer.run();
            }
        }));
    }
}
